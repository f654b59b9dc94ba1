using System.Globalization;

namespace Tureen.Interop.Tests.Native;

/// <summary>
/// Tests with a long form: they carry <see cref="Trait"/>, are short in <c>./test</c>, and take their full length, with their
/// strict bounds, in <c>./test --long</c>.
/// </summary>
internal static class LongFloor
{
    public const string Trait = "Floor";

    public const string Value = "long";

    private const string Variable = "TUREEN_LONG";

    public static bool IsOn { get; } = Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>A number that the long form can be given by hand, such as <c>TUREEN_SOAK_CALLS</c>.</summary>
    public static int Number(string variable, int shortForm, int longForm) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given
        : IsOn ? longForm
        : shortForm;

    /// <summary>A new file of results; only the long form keeps them.</summary>
    public static string? ResultFile(string name)
    {
        if (!IsOn)
        {
            return null;
        }

        string folder = Path.Combine(RepositoryRoot.Path, "artifacts", "long");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name);
    }
}
