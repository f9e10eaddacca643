// Compiles every Python file below a folder with the Worker's own Python and prints what is wrong as JSON:
//
//   node compile.mjs <folder>
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { loadPyodide } from "pyodide";

const COMPILE = `
import warnings

def complaint(name, text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(text, name, "exec", dont_inherit=True)
        except SyntaxError as error:
            return f"{name}, line {error.lineno}: {error.msg}"
        except Exception as error:
            return f"{name}: {error}"
    return ""

complaint
`;

const folder = path.resolve(process.argv[2]);
const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".py"));
const python = await loadPyodide({ packages: [] });
const complaint = python.runPython(COMPILE);
const found = files
  .sort()
  .map((name) => complaint(path.join(path.basename(folder), name), readFileSync(path.join(folder, name), "utf8")));
console.log(JSON.stringify(found.filter(Boolean)));
