using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>Sends video of three spatial and three temporal layers, answers NACKs by RTX and PLIs by key frames.</summary>
internal abstract class LayeredVideoSender
{
    public const int SpatialLayers = 3;
    public const int TemporalLayers = 3;

    /// <summary>15 pictures a second keep ten minutes cheap and make each as critical as a whole batch of others.</summary>
    public static readonly TimeSpan PictureInterval = TimeSpan.FromMicroseconds(66_667);

    private const int KeyFramePackets = 4;
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(1000);
    private readonly bool[] _isActive = [true, true, true];
    private Timestamp _reportAt;

    protected LayeredVideoSender(Timestamp now, RandomSource random, LayeredStream[] streams)
    {
        Random = random;
        Streams = streams;
        NextDeadline = now;
        _reportAt = now + (PictureInterval * random.Next(1, 10));
    }

    public LayeredStream[] Streams { get; }

    public Timestamp NextDeadline { get; private set; }

    public int KeyFrames { get; protected set; }

    protected RandomSource Random { get; }

    /// <summary>Bit by layer.</summary>
    public int ActiveLayers => (_isActive[0] ? 1 : 0) | (_isActive[1] ? 2 : 0) | (_isActive[2] ? 4 : 0);

    public bool IsActive(int layer) => _isActive[layer];

    /// <summary>Stops a layer, or lets it return with a key frame.</summary>
    public void SetActive(int layer, bool isActive)
    {
        bool isReturning = isActive && !_isActive[layer];
        _isActive[layer] = isActive;
        if (isReturning)
        {
            RequireKeyFrame(layer);
        }
    }

    public void HandleDeadline(Timestamp now)
    {
        NextDeadline = now + PictureInterval;
        SendPicture(now);
        if (now >= _reportAt)
        {
            _reportAt = now + ReportInterval;
            foreach (LayeredStream stream in Streams)
            {
                stream.SendReport(now, TimeSpan.FromMicroseconds(Random.Next(-1000, 1000)));
            }
        }
    }

    public void HandleFeedback(Timestamp now, ReadOnlySpan<byte> rtcp)
    {
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(rtcp))
        {
            if (GenericNack.TryParse(packet, out GenericNack nack))
            {
                LayeredStream stream = Streams[IndexOf(nack.MediaSsrc)];
                foreach (ushort sequence in nack.SequenceNumbers)
                {
                    stream.Resend(now, sequence);
                }
            }
            else if (PictureLossIndication.TryParse(packet, out PictureLossIndication indication))
            {
                RequireKeyFrame(IndexOf(indication.MediaSsrc));
            }
        }
    }

    public abstract void RequireKeyFrame(int layer);

    protected abstract void SendPicture(Timestamp now);

    protected int PacketsOf(bool isKey) => isKey ? KeyFramePackets : Random.Next(1, 4) / 3 + 1;

    private int IndexOf(uint ssrc) => Array.FindIndex(Streams, stream => stream.Ssrc == ssrc);
}
