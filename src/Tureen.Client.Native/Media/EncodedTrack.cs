using Tureen.Ortc;

namespace Tureen.Client.Native;

/// <summary>A source of media that a program has encoded. It sends at the program's pace, to all producers of the track.</summary>
/// <param name="kind">Audio or video.</param>
/// <param name="label">What the source is called.</param>
public sealed class EncodedTrack(MediaKind kind, string label = "") : NativeTrack(kind, Guid.NewGuid().ToString(), label)
{
    /// <summary>
    /// A receiver needs a key frame of the encoding given, 0 for the lowest. Raised on another thread than <see cref="Write"/>.
    /// </summary>
    public event Action<int>? OnKeyFrameRequest;

    internal event Action<EncodedPacket>? Written;

    /// <summary>Sends a packet. Does nothing while nobody sends the track, while it is disabled and once it has ended. Any thread, one at a time.</summary>
    /// <param name="packet">The packet.</param>
    public void Write(EncodedPacket packet)
    {
        if (IsFlowing)
        {
            Written?.Invoke(packet);
        }
    }

    /// <summary>Ends the track, which producers notice.</summary>
    public void Complete() => End();

    internal void RequestKeyFrame(int encoding) => OnKeyFrameRequest?.Invoke(encoding);
}
