using Tureen.Ortc;

namespace Tureen.Client.Native;

/// <summary>Media that the server sends, as encoded packets. What was lost is requested again, so packets may come late and out of order.</summary>
public sealed class ReceivedTrack : NativeTrack
{
    private readonly Func<Task> _requestKeyFrame;

    internal ReceivedTrack(MediaKind kind, string id, RtpParameters rtpParameters, Func<Task> requestKeyFrame)
        : base(kind, id, label: "")
    {
        RtpParameters = rtpParameters;
        _requestKeyFrame = requestKeyFrame;
    }

    /// <summary>A packet arrived; on the thread that raises the events, which a handler must not block.</summary>
    public event Action<ReceivedPacket>? OnPacket;

    /// <summary>
    /// Takes the packets in place of <see cref="OnPacket"/>, on the media thread itself and without a copy: for programs with very many tracks. It must
    /// return within microseconds, because all tracks of the thread wait, and the payload is valid only during the call. Null for none.
    /// </summary>
    public Action<ReceivedPacket>? MediaThreadHandler { get; set; }

    /// <summary>What the server sends.</summary>
    public RtpParameters RtpParameters { get; }

    /// <summary>Asks the sender for a key frame.</summary>
    /// <returns>Completes when the request is on its way.</returns>
    public Task RequestKeyFrameAsync() => _requestKeyFrame();

    /// <summary>On the media thread.</summary>
    internal void ReceiveAtOnce(in ReceivedPacket packet)
    {
        if (IsFlowing)
        {
            MediaThreadHandler?.Invoke(packet);
        }
    }

    internal void Receive(ReceivedPacket packet)
    {
        if (IsFlowing)
        {
            OnPacket?.Invoke(packet);
        }
    }
}
