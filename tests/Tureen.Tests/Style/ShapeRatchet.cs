using System.Globalization;

namespace Tureen.Tests.Style;

/// <summary>
/// What is larger than the style allows, with its present size. The numbers may only fall; what has come within its limit leaves the list.
/// </summary>
internal static class ShapeRatchet
{
    public const string File = "tests/Tureen.Tests/Style/ShapeRatchet.txt";

    /// <summary>Reports what breaks the rule: offenders that are not listed or have grown, and lines of the list that are not needed any more.</summary>
    /// <param name="rule">The first word of the lines of this rule.</param>
    /// <param name="offenders">What is over the limit, and by how much it is measured.</param>
    public static IReadOnlyList<string> Check(string rule, IReadOnlyDictionary<string, int> offenders)
    {
        if (Environment.GetEnvironmentVariable("TUREEN_UPDATE_SHAPE") == "1")
        {
            Rewrite(rule, offenders);
        }

        Dictionary<string, int> allowed = Lines()
            .Where(line => line[0] == rule)
            .ToDictionary(static line => line[1], static line => int.Parse(line[2], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return
        [
            .. offenders.Where(offender => offender.Value > allowed.GetValueOrDefault(offender.Key))
                .Select(offender => $"{rule} {offender.Key}: {offender.Value}, and {allowed.GetValueOrDefault(offender.Key)} are listed"),
            .. allowed.Keys.Where(name => !offenders.ContainsKey(name)).Select(name => $"{rule} {name}: within the limit, remove it from {File}"),
        ];
    }

    private static IEnumerable<string[]> Lines() =>
        Repository.ReadLines(File).Where(static line => line.Length > 0 && line[0] != '#').Select(static line => line.Split(' '));

    private static void Rewrite(string rule, IReadOnlyDictionary<string, int> offenders)
    {
        lock (File)
        {
            IEnumerable<string> head = Repository.ReadLines(File).TakeWhile(static line => line.StartsWith('#'));
            IEnumerable<string> others = Lines().Where(line => line[0] != rule).Select(static line => string.Join(' ', line));
            IEnumerable<string> own = offenders.Select(offender => string.Create(CultureInfo.InvariantCulture, $"{rule} {offender.Key} {offender.Value}"));
            System.IO.File.WriteAllLines(Path.Combine(Repository.Root, File), [.. head, .. others.Concat(own).Order(StringComparer.Ordinal)]);
        }
    }
}
