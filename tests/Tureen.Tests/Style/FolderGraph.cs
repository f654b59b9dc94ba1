using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tureen.Tests.Style;

/// <summary>
/// Which folder of a project uses which other one, by the names of types that its code mentions. A <c>using</c> line says less: files of
/// one namespace lie in several folders.
/// </summary>
internal sealed class FolderGraph
{
    private readonly Dictionary<string, HashSet<string>> _uses = new(StringComparer.Ordinal);

    public FolderGraph(IReadOnlyList<(string Path, CompilationUnitSyntax Root)> files)
    {
        ILookup<string, (string Space, string Folder)> homes = files
            .SelectMany(static file => SourceTrees.TopLevelTypes(file.Root)
                .Select(type => (Name: type.Identifier.Text, Space: SpaceOf(file.Root), Folder: SourceTrees.FolderOf(file.Path))))
            .Distinct()
            .ToLookup(static type => type.Name, static type => (type.Space, type.Folder), StringComparer.Ordinal);
        foreach ((string path, CompilationUnitSyntax root) in files)
        {
            string folder = SourceTrees.FolderOf(path);
            if (!_uses.TryGetValue(folder, out HashSet<string>? used))
            {
                _uses[folder] = used = new HashSet<string>(StringComparer.Ordinal);
            }

            HashSet<string> seen = SeenSpaces(root);
            used.UnionWith(MentionedNames(root)
                .SelectMany(name => homes[name])
                .Where(home => home.Folder != folder && seen.Contains(home.Space))
                .Select(static home => home.Folder));
        }
    }

    public IReadOnlyCollection<string> Folders => _uses.Keys;

    /// <summary>The other folders that a folder uses.</summary>
    public IReadOnlyCollection<string> UsedBy(string folder) => _uses[folder];

    /// <summary>The folders that use each other in circles, largest circle first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles()
    {
        var circles = new List<IReadOnlyList<string>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string folder in _uses.Keys.Order(StringComparer.Ordinal).Where(folder => !seen.Contains(folder)))
        {
            HashSet<string> reached = Reached(folder);
            List<string> circle = [.. reached.Where(other => Reached(other).Contains(folder)).Order(StringComparer.Ordinal)];
            if (circle.Count > 1)
            {
                circles.Add(circle);
                seen.UnionWith(circle);
            }
        }

        return [.. circles.OrderByDescending(static circle => circle.Count)];
    }

    private static string SpaceOf(CompilationUnitSyntax root) =>
        root.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";

    /// <summary>The namespaces whose types a file can name: its own, those around it, and those of its <c>using</c> lines.</summary>
    private static HashSet<string> SeenSpaces(CompilationUnitSyntax root)
    {
        var seen = new HashSet<string>(root.Usings.Select(static line => line.NamespaceOrType.ToString()), StringComparer.Ordinal) { "" };
        string space = SpaceOf(root);
        while (space.Length > 0)
        {
            seen.Add(space);
            space = space[..Math.Max(0, space.LastIndexOf('.'))];
        }

        return seen;
    }

    /// <summary>Names that stand for types: not what follows a dot, and not what a member is called.</summary>
    private static IEnumerable<string> MentionedNames(CompilationUnitSyntax root) =>
        root.DescendantNodes(static node => node is not UsingDirectiveSyntax && !(node is NameSyntax && node.Parent is BaseNamespaceDeclarationSyntax))
            .OfType<SimpleNameSyntax>()
            .Where(static name => !IsAfterDot(name) && name.Parent is not (NameColonSyntax or NameEqualsSyntax or BaseNamespaceDeclarationSyntax))
            .Select(static name => name.Identifier.Text)
            .Distinct(StringComparer.Ordinal);

    private static bool IsAfterDot(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        MemberBindingExpressionSyntax => true,
        _ => false,
    };

    private HashSet<string> Reached(string from)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>([from]);
        while (waiting.TryPop(out string? folder))
        {
            foreach (string used in _uses.GetValueOrDefault(folder, []).Where(reached.Add))
            {
                waiting.Push(used);
            }
        }

        return reached;
    }
}
