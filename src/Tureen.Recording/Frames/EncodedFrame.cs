using Tureen.Engine.Primitives;

namespace Tureen.Recording.Frames;

/// <summary>A whole frame, in the form that files have.</summary>
/// <param name="Data">Its bytes.</param>
/// <param name="Info">What it says.</param>
/// <param name="RtpTimestamp">In the clock of the codec.</param>
/// <param name="ReceivedAt">When its first packet came.</param>
/// <param name="CapturedAt">When it was captured; <see cref="Timestamp.Never"/> while that is unknown.</param>
internal sealed record EncodedFrame(byte[] Data, FrameInfo Info, uint RtpTimestamp, Timestamp ReceivedAt, Timestamp CapturedAt);
