namespace Tureen.Server.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Level">How bad it is.</param>
/// <param name="Subject">What was looked at.</param>
/// <param name="Text">What is so.</param>
/// <param name="Advice">What to do; null where nothing is to be done.</param>
internal sealed record Finding(FindingLevel Level, string Subject, string Text, string? Advice = null)
{
    public static Finding Good(string subject, string text) => new(FindingLevel.Good, subject, text);

    public static Finding Warning(string subject, string text, string advice) => new(FindingLevel.Warning, subject, text, advice);

    public static Finding Bad(string subject, string text, string advice) => new(FindingLevel.Bad, subject, text, advice);
}
