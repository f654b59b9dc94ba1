namespace Tureen.Ortc;

internal static class Cloning
{
    public static List<T> CloneAll<T>(this List<T> values)
        where T : IOrtcJson<T>
        => values.ConvertAll(value => value.Clone());
}
