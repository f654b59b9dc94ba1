using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tureen.Tests.Style;

public sealed class FileShapeTests
{
    private const int MaximumFileLines = 400;
    private const int MaximumMethodLines = 60;

    [Fact]
    public void A_file_has_at_most_400_lines() =>
        Assert.DoesNotContain(
            Repository.Sources().Select(path => (Path: path, Lines: Repository.ReadLines(path).Length)),
            file => file.Lines > MaximumFileLines);

    [Fact]
    public void A_method_has_at_most_60_lines() =>
        Assert.Empty(SourceTrees.All.SelectMany(file => Methods(file.Root)
            .Where(method => LinesOf(method) > MaximumMethodLines)
            .Select(method => $"{file.Path}: {NameOf(method)} has {LinesOf(method)} lines")));

    [Fact]
    public void A_file_has_one_top_level_type_and_its_name() =>
        Assert.Empty(SourceTrees.All
            .Select(file => (file.Path, Types: TopLevelTypes(file.Root)))
            .Where(file => file.Types.Count > 1 || (file.Types.Count == 1 && !IsNamedAfter(file.Path, file.Types[0])))
            .Select(file => $"{file.Path}: {string.Join(", ", file.Types)}"));

    private static bool IsNamedAfter(string path, string type)
    {
        // A part of a partial type is named `Type.Part.cs`.
        string file = Path.GetFileNameWithoutExtension(path);
        return string.Equals(file.Split('.')[0], type, StringComparison.Ordinal);
    }

    private static IEnumerable<SyntaxNode> Methods(CompilationUnitSyntax root) =>
        root.DescendantNodes().Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax);

    private static int LinesOf(SyntaxNode method)
    {
        FileLinePositionSpan span = method.SyntaxTree.GetLineSpan(method.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static string NameOf(SyntaxNode method) => method switch
    {
        MethodDeclarationSyntax declaration => declaration.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => method.Kind().ToString(),
    };

    private static List<string> TopLevelTypes(CompilationUnitSyntax root) =>
        [.. root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Select(node => node switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.Text,
                DelegateDeclarationSyntax type => type.Identifier.Text,
                _ => null,
            })
            .OfType<string>()];
}
