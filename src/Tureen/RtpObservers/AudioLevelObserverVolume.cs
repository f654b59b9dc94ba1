namespace Tureen;

/// <summary>How loud a producer was on the average (mediasoup AudioLevelObserverVolume).</summary>
/// <param name="Producer">The producer.</param>
/// <param name="Volume">In dBov, from -127, silence, to 0, as loud as can be.</param>
public sealed record AudioLevelObserverVolume(Producer Producer, int Volume);
