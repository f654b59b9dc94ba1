namespace Tureen.Ortc;

internal static class Cloning
{
    /// <summary>Copies also null where it is not allowed, because the checks come after the copy.</summary>
    public static List<T> CloneAll<T>(this List<T> values)
        where T : class, IOrtcJson<T>
        => values?.ConvertAll(value => value?.Clone()!)!;
}
