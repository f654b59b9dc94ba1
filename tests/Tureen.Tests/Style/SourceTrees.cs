using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tureen.Tests.Style;

/// <summary>The syntax of every C# file that people wrote, parsed once for all tests of the style.</summary>
internal static class SourceTrees
{
    private static readonly Lazy<IReadOnlyList<(string Path, CompilationUnitSyntax Root)>> Trees = new(ParseAll);

    public static IReadOnlyList<(string Path, CompilationUnitSyntax Root)> All => Trees.Value;

    /// <summary>Those of the product: libraries and programs, without tests, benchmarks and samples.</summary>
    public static IEnumerable<(string Path, CompilationUnitSyntax Root)> Product =>
        All.Where(static file => file.Path.StartsWith("src/", StringComparison.Ordinal) || file.Path.StartsWith("apps/", StringComparison.Ordinal));

    /// <summary>The types that a file declares outside of other types, delegates excepted.</summary>
    public static IEnumerable<BaseTypeDeclarationSyntax> TopLevelTypes(CompilationUnitSyntax root) =>
        root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<BaseTypeDeclarationSyntax>();

    /// <summary>The project of a file, such as <c>src/Tureen.Net</c>.</summary>
    public static string ProjectOf(string path) => string.Join('/', path.Split('/').Take(2));

    /// <summary>The folder of a file within its project, the first one only; a dot for the project's own.</summary>
    public static string FolderOf(string path)
    {
        string[] parts = path.Split('/');
        return parts.Length > 3 ? parts[2] : ".";
    }

    private static List<(string Path, CompilationUnitSyntax Root)> ParseAll() =>
        [.. Repository.Sources().Select(static path => (path, CSharpSyntaxTree.ParseText(Repository.Read(path)).GetCompilationUnitRoot()))];
}
