namespace Tureen.Fuzz.Driver;

/// <summary>Where things lie: all but the corpus below <c>artifacts</c>, which no commit contains.</summary>
internal static class FuzzFolder
{
    private const string Corpus = "tests/Tureen.Fuzz/Corpus";
    private const string Findings = "artifacts/fuzz/findings";
    private const string Work = "artifacts/fuzz/work";

    /// <summary>The corpus in the repository, from whose root the program is started.</summary>
    public static string CorpusOf(string target) => Path.Combine(Corpus, target + ".hex");

    /// <summary>Inputs of this run that went somewhere new.</summary>
    public static string NewOf(string target) => InFolder(Work, target + ".hex");

    public static string CurrentOf(string target) => InFolder(Work, target + ".current");

    public static string ReportOf(string target) => InFolder(Work, target + ".json");

    public static string Finding(string name) => InFolder(Findings, name);

    private static string InFolder(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name);
    }
}
