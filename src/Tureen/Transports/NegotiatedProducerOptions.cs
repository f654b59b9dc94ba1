namespace Tureen;

/// <summary>What a layer above wants of a producer besides its parameters.</summary>
/// <param name="IsPaused">Begins paused.</param>
/// <param name="KeyFrameRequestDelay">Least time between two key frame requests for one stream.</param>
/// <param name="TellsUnnamedStream">Tells of a stream that names neither an announced SSRC nor a RID.</param>
internal sealed record NegotiatedProducerOptions(bool IsPaused, TimeSpan KeyFrameRequestDelay, bool TellsUnnamedStream);
