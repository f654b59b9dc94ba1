using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tureen.Tests.Style;

public sealed class TypeShapeTests
{
    private const int MaximumLines = 400;
    private const int MaximumFields = 15;

    private static IEnumerable<(string Path, TypeDeclarationSyntax Type)> Types =>
        SourceTrees.Product.SelectMany(static file => SourceTrees.TopLevelTypes(file.Root).OfType<TypeDeclarationSyntax>().Select(type => (file.Path, type)));

    [Fact]
    public void A_type_has_at_most_400_lines_in_all_its_files() =>
        Assert.Empty(ShapeRatchet.Check("lines", Sums(static type => LinesOf(type)).Where(static type => type.Value > MaximumLines).ToDictionary(StringComparer.Ordinal)));

    [Fact]
    public void A_type_has_at_most_15_fields() =>
        Assert.Empty(ShapeRatchet.Check("state", Sums(static type => FieldsOf(type)).Where(static type => type.Value > MaximumFields).ToDictionary(StringComparer.Ordinal)));

    [Fact]
    public void Only_the_main_file_of_a_type_declares_fields()
    {
        Dictionary<string, int> offenders = Types
            .Where(static part => Path.GetFileNameWithoutExtension(part.Path).Contains('.', StringComparison.Ordinal) && FieldsOf(part.Type) > 0)
            .ToDictionary(static part => part.Path, static part => FieldsOf(part.Type), StringComparer.Ordinal);

        Assert.Empty(ShapeRatchet.Check("fields", offenders));
    }

    [Fact]
    public void Folders_do_not_use_each_other_in_circles()
    {
        var offenders = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (IGrouping<string, (string Path, CompilationUnitSyntax Root)> project in SourceTrees.Product.GroupBy(static file => SourceTrees.ProjectOf(file.Path), StringComparer.Ordinal))
        {
            int folders = new FolderGraph([.. project]).Circles().Sum(static circle => circle.Count);
            if (folders > 0)
            {
                offenders.Add(project.Key, folders);
            }
        }

        Assert.Empty(ShapeRatchet.Check("circle", offenders));
    }

    [Fact]
    public void A_circle_of_folders_is_found()
    {
        FolderGraph graph = new([.. new[]
        {
            ("src/P/A/One.cs", "class One { Two _two; }"),
            ("src/P/B/Two.cs", "class Two { void M() => Three.Do(); }"),
            ("src/P/C/Three.cs", "class Three { static void Do() { _ = new One(); } }"),
            ("src/P/D/Four.cs", "class Four : One; "),
        }.Select(static file => (file.Item1, CSharpSyntaxTree.ParseText(file.Item2).GetCompilationUnitRoot()))]);

        Assert.Equal(["A", "B", "C"], Assert.Single(graph.Circles()));
    }

    private static Dictionary<string, int> Sums(Func<TypeDeclarationSyntax, int> measure) =>
        Types.GroupBy(static part => $"{SourceTrees.ProjectOf(part.Path)}/{part.Type.Identifier.Text}", StringComparer.Ordinal)
            .ToDictionary(static type => type.Key, type => type.Sum(part => measure(part.Type)), StringComparer.Ordinal);

    private static int LinesOf(SyntaxNode type)
    {
        FileLinePositionSpan span = type.SyntaxTree.GetLineSpan(type.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    /// <summary>Fields of the instances, without those behind automatic properties and events.</summary>
    private static int FieldsOf(TypeDeclarationSyntax type) =>
        type.Members.OfType<FieldDeclarationSyntax>()
            .Where(static field => !field.Modifiers.Any(SyntaxKind.StaticKeyword) && !field.Modifiers.Any(SyntaxKind.ConstKeyword))
            .Sum(static field => field.Declaration.Variables.Count);
}
