namespace Tureen.Engine.Primitives;

/// <summary>
/// Something that is loaded once, at its first use. A failure is not remembered, because descriptors or memory may have come back. When two
/// threads use it first at once, both load it, which must do no harm.
/// </summary>
/// <param name="load">Loads it; returns what is wrong, or null.</param>
internal sealed class RetriedLoad(Func<string?> load)
{
    private bool _isLoaded;

    /// <summary>Loads it unless it is loaded.</summary>
    /// <returns>What is wrong; null when it is loaded.</returns>
    public string? Run()
    {
        if (Volatile.Read(ref _isLoaded))
        {
            return null;
        }

        string? failure = load();
        Volatile.Write(ref _isLoaded, failure is null);
        return failure;
    }
}
