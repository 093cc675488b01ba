# sh install.sh EXTRAS: in an image's build stage, install the wheel beside this file with EXTRAS.
# Whatever is downloaded has to have the hash that requirements.lock or uv.txt gives; all of it is
# compiled, since the images' users may not write beside it. PREFIX is another place than /opt in tests.
set -eu
prefix=${PREFIX:-/opt}
wheel=$(ls "$PWD"/nndl_course-*.whl)

python3 -m venv "$prefix/uv"
"$prefix/uv/bin/pip" install --quiet --no-cache-dir --require-hashes -r uv.txt
python3 -m venv --without-pip "$prefix/course"

digest=$(sha256sum "$wheel" | cut -d' ' -f1)
echo "nndl-course[$1] @ file://$wheel --hash=sha256:$digest" >"$prefix/wheel.txt"
"$prefix/uv/bin/uv" pip install --quiet --no-cache --system-certs --compile-bytecode \
    --python "$prefix/course/bin/python" \
    --require-hashes --constraints requirements.lock -r "$prefix/wheel.txt"
