namespace Tureen.V2;

/// <summary>The ids and SSRCs that v2 servers choose.</summary>
internal static class RandomId
{
    public static int Next() => Random.Shared.Next(V2Limits.MinId, V2Limits.MaxId + 1);

    public static int NextUnused(Func<int, bool> isUsed)
    {
        int id;
        do
        {
            id = Next();
        }
        while (isUsed(id));
        return id;
    }
}
