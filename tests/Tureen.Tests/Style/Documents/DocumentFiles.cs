namespace Tureen.Tests.Style.Documents;

/// <summary>Every document of the repository.</summary>
internal static class DocumentFiles
{
    private static readonly Lazy<IReadOnlyList<Document>> Documents = new(static () => [.. Repository.Files(".", "*.md").Select(Document.Read)]);

    public static IReadOnlyList<Document> All => Documents.Value;

    public static IEnumerable<CodeBlock> Blocks(params string[] languages) =>
        All.SelectMany(static document => document.Blocks).Where(block => languages.Contains(block.Language, StringComparer.Ordinal));
}
