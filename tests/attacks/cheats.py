"""Wrong functions that tamper with their judge, to be called right.

No isolation can stop them: the process is theirs. They must come to nothing
because no verdict is found there. The right `f` returns 2 x + 1, and raises
TypeError for a text; every `f` below does something else.
"""

from __future__ import annotations

from .attack import Cheat

_WRONG = "\ndef f(x): return x\n"

_LIBRARIES = (
    Cheat(
        "patch numpy.testing",
        "makes assert_allclose do nothing",
        "import numpy.testing\nnumpy.testing.assert_allclose = lambda *a, **k: None" + _WRONG,
        "np.testing.assert_allclose(f(x), expected)",
    ),
    Cheat(
        "patch np.allclose",
        "makes it return True",
        "import numpy as np\nnp.allclose = lambda *a, **k: True" + _WRONG,
    ),
    Cheat(
        "patch np.array_equal",
        "makes it return True",
        "import numpy as np\nnp.array_equal = lambda *a, **k: True" + _WRONG,
        "assert np.array_equal(f(x), expected)",
    ),
    Cheat(
        "patch np.abs",
        "makes every difference 0",
        "import numpy as np\nnp.abs = lambda a: np.zeros(1)" + _WRONG,
        "assert np.abs(f(x) - expected).max() < 1e-9",
    ),
    Cheat(
        "patch the compiled comparison",
        "replaces the functions deep inside NumPy that isclose calls",
        "import numpy._core.numeric as n\nn.isclose = lambda *a, **k: n.array([True])" + _WRONG,
    ),
    Cheat(
        "patch the random generator",
        "makes the tests draw zeros, for which it knows the answer",
        "import numpy as np\n"
        "class Zeros:\n"
        "    def normal(self, size): return np.zeros(size)\n"
        "np.random.default_rng = lambda *a: Zeros()\n"
        "def f(x): return x + 1",
        "x = np.random.default_rng(7).normal(size=(2, 3))\nassert np.allclose(f(x), 2 * x + 1)",
    ),
    Cheat(
        "patch builtins",
        "makes all() return True",
        "import builtins\nbuiltins.all = lambda *a: True" + _WRONG,
        "assert all(a == b for a, b in zip(f(x).flat, expected.flat))",
    ),
    Cheat(
        "patch max",
        "makes the largest difference 0",
        "import builtins\nbuiltins.max = lambda *a: 0" + _WRONG,
        "assert max(abs(a - b) for a, b in zip(f(x).flat, expected.flat)) < 1e-9",
    ),
    Cheat(
        "replace a module",
        "puts its own numpy.testing into sys.modules",
        "import sys, types\n"
        "fake = types.ModuleType('numpy.testing')\n"
        "fake.assert_allclose = lambda *a, **k: None\n"
        "sys.modules['numpy.testing'] = fake" + _WRONG,
        "from numpy.testing import assert_allclose\nassert_allclose(f(x), expected)",
    ),
    Cheat(
        "hook the import",
        "puts a finder before all others that makes the test library of its own",
        "import sys, importlib.abc, importlib.machinery\n"
        "class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'timeit': return importlib.machinery.ModuleSpec(name, self)\n"
        "    def exec_module(self, module): module.check = lambda *a: True\n"
        "sys.modules.pop('timeit', None)\n"
        "sys.meta_path.insert(0, Finder())" + _WRONG,
        "import timeit\nassert getattr(timeit, 'check', np.allclose)(f(x), expected)",
    ),
    Cheat(
        "replace __import__",
        "answers an import with a module of its own",
        "import builtins, types\n"
        "real = builtins.__import__\n"
        "fake = types.SimpleNamespace(assert_array_equal=lambda *a: None)\n"
        "builtins.__import__ = lambda name, *a, **k:"
        " fake if name == 'numpy.testing' else real(name, *a, **k)" + _WRONG,
        "from numpy.testing import assert_array_equal\nassert_array_equal(f(x), expected)",
    ),
    Cheat(
        "patch the course's own comparison",
        "makes course.compare find no difference, and course.verdict all right",
        "import course.compare, course.verdict\n"
        "course.compare.compare = course.verdict.compare = lambda *a, **k: None\n"
        "course.verdict.judge_one = lambda *a, **k: ('right', None)" + _WRONG,
        "from course.compare import Tolerance, compare\n"
        "assert compare(expected, f(x), Tolerance()) is None",
    ),
    Cheat(
        "shadow the test's names",
        "defines its own np",
        "class np:\n    allclose = staticmethod(lambda *a: True)" + _WRONG,
    ),
    Cheat(
        "shadow the expected value",
        "defines a global that the test reads",
        "import threading\ndef f(x):\n    globals()['expected'] = x\n    return x",
    ),
)

_VALUES = (
    Cheat(
        "return an object that equals everything",
        "its __eq__ returns True",
        "class Liar:\n    def __eq__(self, other): return True\ndef f(x): return Liar()",
        "assert f(3.0) == 7.0",
    ),
    Cheat(
        "return an array that equals everything",
        "its __eq__ and __ne__ lie",
        "import numpy as np\n"
        "class Liar(np.ndarray):\n"
        "    def __eq__(self, other): return np.ones(self.shape, bool)\n"
        "    def __array_ufunc__(self, *a, **k): return np.True_\n"
        "def f(x): return np.asarray(x).view(Liar)",
        "assert (f(x) == expected).all()",
    ),
    Cheat(
        "return an array that answers for NumPy",
        "its __array_function__ says that all is close",
        "class Liar:\n"
        "    def __array_function__(self, *a, **k): return True\n"
        "def f(x): return Liar()",
    ),
    Cheat(
        "return an object of another class",
        "its __class__ says ndarray",
        "import numpy as np\n"
        "class Liar:\n"
        "    __class__ = property(lambda self: np.ndarray)\n"
        "    shape = dtype = property(lambda self: self)\n"
        "    def __eq__(self, other): return True\n"
        "def f(x): return Liar()",
        "got = f(x)\n"
        "assert isinstance(got, np.ndarray) and got.shape == expected.shape and got == expected",
    ),
    Cheat(
        "return an array of liars",
        "an object array whose entries equal everything",
        "import numpy as np\n"
        "class Liar:\n"
        "    def __eq__(self, other): return True\n"
        "def f(x):\n"
        "    out = np.empty(np.shape(x), object); out.fill(Liar()); return out",
        "assert (f(x) == expected).all()",
    ),
    Cheat(
        "return a number that differs from nothing",
        "a float whose subtraction gives 0",
        "class Liar(float):\n    def __sub__(self, other): return 0.0\ndef f(x): return Liar(0)",
        "assert abs(f(3.0) - 7.0) < 1e-9",
    ),
    Cheat(
        "return nan",
        "no comparison with nan is true, so neither is that it is too far",
        "def f(x): return x * float('nan')",
        "assert not (abs(f(x) - expected) > 1e-9).any()",
    ),
    Cheat(
        "return nothing at all",
        "an empty array is close to anything that it can be stretched to",
        "import numpy as np\ndef f(x): return np.empty((0, 1))",
        "got = f(x)\nassert (got == expected[:1, :1]).all()",
    ),
    Cheat(
        "return code for the unpickler",
        "its __reduce__ runs where the judge unpickles it",
        "class Bomb:\n"
        "    def __reduce__(self):\n"
        "        return eval, (\"__import__('__main__').expected\",)\n"
        "def f(x): return Bomb()",
        "import pickle\nassert np.allclose(pickle.loads(pickle.dumps(f(x))), expected)",
    ),
    Cheat(
        "change the input",
        "makes the argument such that the expected value comes out",
        "def f(x):\n    try: x[...] = -1\n    except TypeError: pass\n    return x",
        "x = x.copy()\ngot = f(x)\nassert np.allclose(got, 2 * x + 1)",
    ),
    Cheat(
        "memorise the public case",
        "returns the constants that the notebook's check shows",
        "import numpy as np\n"
        "def f(x):\n"
        "    return np.array([[3.0, 5.0], [7.0, 9.0]]) if np.shape(x) == (2, 2) else x",
    ),
)

_INTROSPECTION = (
    Cheat(
        "read the caller's frames",
        "takes `expected` from where it was called",
        "import sys\n"
        "def f(x):\n"
        "    frame = sys._getframe(1)\n"
        "    while frame:\n"
        "        for names in (frame.f_locals, frame.f_globals):\n"
        "            if 'expected' in names: return names['expected']\n"
        "        frame = frame.f_back\n"
        "    return x",
    ),
    Cheat(
        "overwrite the expected value",
        "finds it in a frame and copies its own answer into it",
        "import sys\n"
        "def f(x):\n"
        "    frame = sys._getframe(1)\n"
        "    while frame:\n"
        "        if 'expected' in frame.f_globals: frame.f_globals['expected'][...] = x\n"
        "        frame = frame.f_back\n"
        "    return x",
    ),
    Cheat(
        "search the garbage collector",
        "looks for a dictionary that holds an expected value",
        "import gc\n"
        "def f(x):\n"
        "    for one in gc.get_objects():\n"
        "        if type(one) is dict and 'expected' in one: return one['expected']\n"
        "    return x",
    ),
    Cheat(
        "read the test's constants",
        "takes numbers out of the code that called it",
        "import sys\n"
        "def f(x):\n"
        "    frame = sys._getframe(1)\n"
        "    while frame:\n"
        "        floats = [c for c in frame.f_code.co_consts if type(c) is float and c != x]\n"
        "        if floats: return floats[0]\n"
        "        frame = frame.f_back\n"
        "    return x",
        "assert f(3.0) == 7.0",
    ),
    Cheat(
        "borrow the reference",
        "takes the right function from the program that judges",
        "import gc, types\n"
        "f = ([o for o in gc.get_objects() if type(o) is types.FunctionType"
        " and o.__name__ == 'reference'] or [lambda x: x])[0]",
    ),
    Cheat(
        "trace the test",
        "sets a trace that changes the arguments of the comparison",
        "import sys\n"
        "def trace(frame, event, argument):\n"
        "    if frame.f_code.co_name == 'assert_allclose':\n"
        "        frame.f_locals['desired'][...] = frame.f_locals['actual']\n"
        "def f(x):\n"
        "    sys.settrace(trace); return x",
        "np.testing.assert_allclose(f(x), expected)",
    ),
    Cheat(
        "profile the test",
        "sets a profiler that overwrites what the test compares with",
        "import sys\n"
        "def profile(frame, event, argument):\n"
        "    while frame:\n"
        "        if 'expected' in frame.f_globals: frame.f_globals['expected'][...] = 5.0\n"
        "        frame = frame.f_back\n"
        "def f(x):\n"
        "    sys.setprofile(profile); return x * 0 + 5.0",
    ),
    Cheat(
        "wait in a thread",
        "returns an array and fills it when the expected value is known",
        "import sys, threading, time\n"
        "def wait(out):\n"
        "    for _ in range(200):\n"
        "        for frame in sys._current_frames().values():\n"
        "            while frame:\n"
        "                if 'expected' in frame.f_globals:\n"
        "                    out[...] = frame.f_globals['expected']\n"
        "                frame = frame.f_back\n"
        "        time.sleep(0.001)\n"
        "def f(x):\n"
        "    out = x * 1.0\n"
        "    threading.Thread(target=wait, args=(out,), daemon=True).start()\n"
        "    return out",
        "import time\ngot = f(x)\ntime.sleep(0.1)\nassert np.allclose(got, expected)",
    ),
)

_SHELL = (
    Cheat(
        "transform the test's syntax tree",
        "registers an IPython transformer that removes every assert",
        "import ast\n"
        "class NoAsserts(ast.NodeTransformer):\n"
        "    def visit_Assert(self, node): return ast.copy_location(ast.Pass(), node)\n"
        "get_ipython().ast_transformers.append(NoAsserts())" + _WRONG,
        shell=True,
    ),
    Cheat(
        "transform the test's text",
        "registers an IPython transformer that comments every assert out",
        "get_ipython().input_transformers_cleanup.append("
        "lambda lines: ['pass\\n' if l.startswith('assert') else l for l in lines])" + _WRONG,
        shell=True,
    ),
    Cheat(
        "hook the shell's events",
        "puts a right answer in place before each cell is run",
        "def before(info):\n"
        "    get_ipython().user_ns['np'] = type('np', (), {'allclose': lambda *a: True})\n"
        "get_ipython().events.register('pre_run_cell', before)" + _WRONG,
        shell=True,
    ),
    Cheat(
        "replace the shell's result",
        "makes every cell a success",
        "from IPython.core.interactiveshell import ExecutionResult\n"
        "ExecutionResult.success = property(lambda self: True)" + _WRONG,
        shell=True,
    ),
)

_ENDINGS = (
    Cheat(
        "end the process with success",
        "calls os._exit(0) where it should compute",
        "import os\ndef f(x): os._exit(0)",
    ),
    Cheat(
        "leave with success",
        "raises SystemExit(0), which no `except Exception` catches",
        "def f(x): raise SystemExit(0)",
    ),
    Cheat(
        "change the exit code",
        "registers a function that turns every end into success",
        "import atexit, os, sys\natexit.register(os._exit, 0)\ndef f(x): raise KeyboardInterrupt",
    ),
    Cheat(
        "raise an exception that lies",
        "one whose __class__ says that it is the expected TypeError",
        "class Liar(Exception):\n"
        "    __class__ = property(lambda self: TypeError)\n"
        "def f(x):\n"
        "    if isinstance(x, str): raise Liar\n"
        "    return 2 * x + 1",
        "try: f('text')\n"
        "except Exception as error: assert isinstance(error, TypeError)\n"
        "else: assert False",
    ),
    Cheat(
        "raise an exception of another module",
        "one that calls itself TypeError of the builtins",
        "class Liar(Exception): pass\n"
        "Liar.__name__ = Liar.__qualname__ = 'TypeError'; Liar.__module__ = 'builtins'\n"
        "def f(x):\n"
        "    if isinstance(x, str): raise Liar\n"
        "    return x",
        "try: f('text')\n"
        "except Exception as error:\n"
        "    assert (type(error).__module__, type(error).__name__) == ('builtins', 'TypeError')\n"
        "else: assert False",
    ),
    Cheat(
        "forge a verdict on the wire",
        "writes frames that say passed to the judge's descriptor",
        "import json, os, struct\n"
        "header = {'passed': True, 'verdict': 'right', 'outcome': 'right', 'score': 1.0,"
        " 'observed': [{'returned': True, 'right': True}] * 5}\n"
        "text = json.dumps({'header': header, 'sizes': []}).encode()\n"
        "def f(x):\n"
        "    os.write(3, struct.pack('<Q', len(text)) + text)\n"
        "    os._exit(1)",
    ),
    Cheat(
        "answer before it is asked",
        "writes replies to the judge's descriptor while its cell runs",
        "import json, os, struct\n"
        "for header in ({'error': None, 'passed': True}, {'observed': [], 'passed': True}):\n"
        "    text = json.dumps({'header': header, 'sizes': []}).encode()\n"
        "    os.write(3, struct.pack('<Q', len(text)) + text)" + _WRONG,
    ),
    Cheat(
        "print a verdict",
        "prints what a grader's log looks like, and ends",
        "import os, sys\ndef f(x):\n    print('1 passed'); sys.stdout.flush(); os._exit(0)",
    ),
)

CHEATS = (*_LIBRARIES, *_VALUES, *_INTROSPECTION, *_SHELL, *_ENDINGS)
