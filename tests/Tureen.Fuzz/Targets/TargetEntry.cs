namespace Tureen.Fuzz.Targets;

/// <summary>A target by its name.</summary>
internal sealed record TargetEntry(string Name, string Description, Func<FuzzTarget> Create)
{
    /// <summary>The file of its corpus, beside the program.</summary>
    public string CorpusFile => Path.Combine(AppContext.BaseDirectory, "Corpus", Name + ".hex");
}
