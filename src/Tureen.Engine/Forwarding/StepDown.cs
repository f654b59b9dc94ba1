namespace Tureen.Engine.Forwarding;

/// <summary>How a consumer goes down to a layer that needs a key frame.</summary>
/// <param name="IsStopped">Whether it sends nothing more of the higher layer, because a queue stands before the receiver.</param>
/// <param name="KeyFrameDelay">How long the request waits, so that the key frame does not arrive before the queue is gone.</param>
internal readonly record struct StepDown(bool IsStopped, TimeSpan KeyFrameDelay);
