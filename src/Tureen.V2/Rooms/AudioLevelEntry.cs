namespace Tureen.V2;

/// <summary>How loud a producer was in the last half second.</summary>
/// <param name="Producer">The producer.</param>
/// <param name="AudioLevel">In dBov, from -127, silence, to 0, as loud as can be.</param>
public sealed record AudioLevelEntry(Producer Producer, int AudioLevel);
