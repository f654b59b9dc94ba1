using Tureen.Audio.Codec;
using Tureen.Audio.Receiving;
using Tureen.Audio.Sending;

namespace Tureen.Tests.Audio.Receiving;

/// <summary>A voice that is sent over a path with loss and jitter, with the real codec, in virtual time.</summary>
internal sealed class ImpairedCall
{
    private const int Rate = 16_000;
    private const int FrameLength = 320;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private readonly Random _random;
    private readonly double _loss;
    private readonly Func<Random, double> _jitter;
    private readonly bool _isRed;
    private readonly VoiceSender _sender;
    private TimeSpan _now;
    private ushort _sequence;

    public ImpairedCall(int seed, double loss, Func<Random, double> jitter, bool hasFec, int redundancy = 0)
    {
        _random = new Random(seed);
        _loss = loss;
        _jitter = jitter;
        _isRed = redundancy > 0;
        _sender = new VoiceSender(
            new SenderOptions(Rate, TimeSpan.FromSeconds(2), HasDtx: false, Redundancy: redundancy),
            new OpusFrameEncoder(Rate, bitrate: 32_000, hasFec, expectedLoss: 10),
            firstTimestamp: 1,
            Send);
    }

    public SimulatedListener Listener { get; } = new(Rate, new OpusFrameDecoder(Rate)) { KeepsSamples = true };

    public void Run(TimeSpan duration)
    {
        int frames = (int)(duration / Frame);
        for (int i = 0; i < frames; i++)
        {
            _now = i * Frame;
            _sender.Write(_now, Tones.Speech(Rate, FrameLength, i * FrameLength));
            _sender.HandleDeadline(_now);
            Listener.RunUntil(_now);
        }
    }

    private void Send(OutgoingPacket packet)
    {
        ushort sequence = _sequence++;
        double jitter = _jitter(_random);
        if (_random.NextDouble() >= _loss)
        {
            Listener.Send(_now + TimeSpan.FromMilliseconds(40 + jitter), new IncomingPacket(sequence, packet.Timestamp, packet.Payload.ToArray(), _isRed));
        }
    }
}
