namespace Tureen;

/// <summary>How something that the other end of a pipe offers is taken in.</summary>
public sealed record PipeAcceptOptions
{
    /// <summary>What is made has the id of the original, which needs another worker than the original's; true unless set.</summary>
    public bool KeepId { get; init; } = true;

    /// <summary>The application's own data of what is made; empty unless set. That of the original does not travel.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
