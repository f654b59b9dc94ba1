namespace Tureen.Ortc;

internal static class Cloning
{
    /// <summary>Copies also what must not be null and is, for the checks that come after a copy.</summary>
    public static List<T> CloneAll<T>(this List<T> values)
        where T : class, IOrtcJson<T>
        => values?.ConvertAll(value => value?.Clone()!)!;
}
