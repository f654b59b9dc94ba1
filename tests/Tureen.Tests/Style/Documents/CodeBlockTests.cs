using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tureen.Rooms.Settings;
using Tureen.Server.Cluster.Settings;
using Tureen.Server.Settings;

namespace Tureen.Tests.Style.Documents;

/// <summary>Blocks of code in documents are right: JSON is parsed, commands are checked, and C# is compiled or at least parsed.</summary>
public sealed partial class CodeBlockTests
{
    /// <summary>Options of the samples, the benchmarks and <c>./test</c> that documents name.</summary>
    private static readonly string[] OtherOptions = ["help", "out", "uncontrolled", "list", "unit", "long", "echo"];

    private static readonly Lazy<MetadataReference[]> References = new(static () =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))]);

    /// <summary>Those of the SDKs, and of a file that an example stands for.</summary>
    private static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        string.Concat(new[]
        {
            "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
            "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
            "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
        }.Select(static name => $"global using {name};\n")));

    [Fact]
    public void Every_exception_has_a_reason_and_a_block() =>
        Assert.Empty(CodeBlockExceptions.All.Wrong([.. DocumentFiles.All.SelectMany(static document => document.Blocks)]));

    [Fact]
    public void Json_is_json()
    {
        CodeBlock[] blocks = [.. Checked("json")];

        Assert.NotEmpty(blocks);
        Assert.All(blocks, static block => JsonDocument.Parse(block.Text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }).Dispose());
    }

    [Fact]
    public void Shell_understands_the_commands()
    {
        CodeBlock[] blocks = [.. Checked("sh")];
        Assert.True(blocks.Length > 20, $"{blocks.Length} blocks");
        using Process shell = Process.Start(
            new ProcessStartInfo("bash", ["-n"]) { RedirectStandardInput = true, RedirectStandardError = true, UseShellExecute = false })!;

        // Each block is a function, so that one run tells them apart.
        for (int i = 0; i < blocks.Length; i++)
        {
            shell.StandardInput.Write($"block_{i}() {{ # {blocks[i].Where}\n{blocks[i].Text}\n}}\n");
        }

        shell.StandardInput.Close();
        string output = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        Assert.True(shell.ExitCode == 0, output);
    }

    [Fact]
    public void Options_of_the_room_server_exist_in_every_command()
    {
        int calls = 0;
        List<string> wrong = [];
        foreach (CodeBlock block in DocumentFiles.Blocks("sh", "", "yaml"))
        {
            foreach (string[] arguments in ShellCommands.OfServer(block.Text))
            {
                calls++;
                try
                {
                    _ = CommandLine.Parse(arguments);
                }
                catch (SettingsException exception)
                {
                    wrong.Add($"{block.Where}: {string.Join(' ', arguments)}: {exception.Message}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(calls > 15, $"{calls} calls");
    }

    [Fact]
    public void Options_in_the_text_exist()
    {
        HashSet<string> known = [.. ServerCommands.All.Concat(ClusterCommands.All).SelectMany(static command => command.Options).Select(static option => option.Name), .. OtherOptions];

        // Tests have programs of their own.
        Assert.Empty(DocumentFiles.All.Where(static document => !document.Path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(document => document.Options.Where(option => !known.Contains(option)).Select(option => $"{document.Path}: --{option}")));
    }

    [Fact]
    public void Scripts_and_projects_of_commands_exist() => Assert.Empty(
        DocumentFiles.Blocks("sh", "").SelectMany(static block => NamedFile().Matches(block.Text)
            .Select(static match => BuiltFrom(match.Groups["path"].Value))
            .Where(static path => !File.Exists(Path.Combine(Repository.Root, path)) && !Directory.Exists(Path.Combine(Repository.Root, path)))
            .Select(path => $"{block.Where}: {path}")));

    [Fact]
    public void CSharp_parses() => Assert.Empty(Checked("csharp").SelectMany(static block => Parse(block.Text).GetDiagnostics()
        .Where(static one => one.Severity == DiagnosticSeverity.Error)
        .Select(one => $"{block.Where}: {one}")));

    [Fact]
    public void Whole_programs_in_CSharp_compile()
    {
        CodeBlock[] programs = [.. Checked("csharp", "compile").Where(static block => UsingDirective().IsMatch(block.FirstLine))];
        Assert.True(programs.Length >= 5, $"{programs.Length} programs");
        Assert.Empty(programs.SelectMany(static block => Compile(block).Select(problem => $"{block.Where} \"{block.FirstLine}\": {problem}")));
    }

    /// <summary>The folder of the project that a built program comes from, or the path itself.</summary>
    private static string BuiltFrom(string path) => path.Split("/bin/")[0];

    private static IEnumerable<CodeBlock> Checked(string language, string check = "parse") =>
        DocumentFiles.Blocks(language).Where(block => !CodeBlockExceptions.All.Contains(block, check));

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest));

    private static IEnumerable<string> Compile(CodeBlock block)
    {
        SyntaxTree tree = Parse(block.Text);
        bool isProgram = tree.GetRoot().ChildNodes().Any(static node => node.IsKind(SyntaxKind.GlobalStatement));
        var options = new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);
        return CSharpCompilation.Create("example", [tree, ImplicitUsings], References.Value, options).GetDiagnostics()
            .Where(static one => one.Severity == DiagnosticSeverity.Error)
            .Select(static one => one.ToString());
    }

    [GeneratedRegex(@"^using [\w.]+;")]
    private static partial Regex UsingDirective();

    [GeneratedRegex(@"(?<=^|[\s(])(\./)?(?<path>(apps|samples|tests|bench|deploy|docs|src)/[\w./-]+|(?<=\./)(run|test|pack|fuzz))(?=$|[\s;|&])", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex NamedFile();
}
