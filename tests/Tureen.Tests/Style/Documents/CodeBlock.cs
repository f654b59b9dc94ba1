namespace Tureen.Tests.Style.Documents;

/// <summary>A fenced block of a document.</summary>
/// <param name="Path">The document.</param>
/// <param name="Line">The line of its fence.</param>
/// <param name="Language">The word after the fence; empty without one.</param>
/// <param name="Text">What is in it, without the indentation of the fence.</param>
internal sealed record CodeBlock(string Path, int Line, string Language, string Text)
{
    public string Where => $"{Path}:{Line}";

    /// <summary>By this the list of exceptions names it.</summary>
    public string FirstLine => Text.Split('\n').Select(static line => line.Trim()).FirstOrDefault(static line => line.Length > 0) ?? string.Empty;
}
