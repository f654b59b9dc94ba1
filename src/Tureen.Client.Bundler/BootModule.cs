using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tureen.Client.Bundler;

/// <summary>The script that loads the runtime and starts the program.</summary>
internal static class BootModule
{
    /// <summary>What the runtime needs before it can load any other assembly.</summary>
    private static readonly string[] CoreAssemblies = ["System.Private.CoreLib", "System.Runtime.InteropServices.JavaScript"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="mainAssembly">The name of the assembly with the Main method.</param>
    /// <param name="runtime">The runtime's files by their original names.</param>
    /// <param name="assemblies">The assemblies by their original names, without an extension.</param>
    /// <param name="modules">JavaScript modules by their names for <c>[JSImport]</c>.</param>
    public static string Write(
        string mainAssembly,
        IReadOnlyDictionary<string, BundleFile> runtime,
        IReadOnlyDictionary<string, BundleFile> assemblies,
        IReadOnlyList<(string Name, BundleFile File)> modules)
    {
        StringBuilder script = new();
        script.Append($"import {{ dotnet }} from './{runtime["dotnet.js"].Name}';\n");
        for (int index = 0; index < modules.Count; index++)
        {
            script.Append($"import * as module{index} from './{modules[index].File.Name}';\n");
        }

        script.Append($"\nconst config = {Config(mainAssembly, runtime, assemblies).ToJsonString(Indented)};\n");
        script.Append(
            """

            /** Loads the runtime and starts the program: `exports` are its exported methods, `ended` resolves when Main returns. */
            export async function start(...args) {
              const runtime = await dotnet.withConfig(config).create();

            """);
        for (int index = 0; index < modules.Count; index++)
        {
            script.Append($"  runtime.setModuleImports({JsonValue.Create(modules[index].Name).ToJsonString()}, module{index});\n");
        }

        script.Append(
            """
              const ended = runtime.runMain(config.mainAssemblyName, args);
              return { exports: await runtime.getAssemblyExports(config.mainAssemblyName), ended };
            }

            """);
        return script.ToString();
    }

    private static JsonObject Config(
        string mainAssembly, IReadOnlyDictionary<string, BundleFile> runtime, IReadOnlyDictionary<string, BundleFile> assemblies) => new()
        {
            ["mainAssemblyName"] = mainAssembly,
            ["globalizationMode"] = "invariant",
            ["debugLevel"] = 0,
            // Each version has its own names, so the browser's cache is safe.
            ["disableNoCacheFetch"] = true,
            ["resources"] = new JsonObject
            {
                ["jsModuleNative"] = new JsonArray(Asset(runtime["dotnet.native.js"])),
                ["jsModuleRuntime"] = new JsonArray(Asset(runtime["dotnet.runtime.js"])),
                ["wasmNative"] = new JsonArray(Asset(runtime["dotnet.native.wasm"])),
                ["coreAssembly"] = Assets(assemblies.Where(assembly => IsCore(assembly.Key))),
                ["assembly"] = Assets(assemblies.Where(assembly => !IsCore(assembly.Key))),
            },
        };

    private static bool IsCore(string assembly) => CoreAssemblies.Contains(assembly, StringComparer.Ordinal);

    private static JsonObject Asset(BundleFile file) => new() { ["name"] = file.Name };

    private static JsonArray Assets(IEnumerable<KeyValuePair<string, BundleFile>> assemblies) =>
    [
        .. assemblies.OrderBy(assembly => assembly.Key, StringComparer.Ordinal).Select(assembly => new JsonObject
        {
            ["virtualPath"] = assembly.Key + ".dll",
            ["name"] = assembly.Value.Name,
        }),
    ];
}
