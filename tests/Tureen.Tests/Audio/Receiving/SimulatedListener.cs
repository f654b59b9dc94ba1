using Tureen.Audio.Codec;
using Tureen.Audio.Receiving;

namespace Tureen.Tests.Audio.Receiving;

/// <summary>A receiver that gets packets over a path with a delay of its own for each, and plays a frame every 20 ms of virtual time.</summary>
internal sealed class SimulatedListener
{
    private readonly PriorityQueue<IncomingPacket, (TimeSpan, int)> _onTheWay = new();
    private readonly short[] _frame;
    private int _sent;

    public SimulatedListener(int sampleRate = 16_000, IFrameDecoder? decoder = null, int frameMilliseconds = 20, TimeSpan? minDelay = null)
    {
        SampleRate = sampleRate;
        Frame = TimeSpan.FromMilliseconds(frameMilliseconds);
        _frame = new short[sampleRate * frameMilliseconds / 1_000];
        Receiver = new VoiceReceiver(
            new ReceiverOptions(sampleRate, minDelay ?? TimeSpan.Zero, TimeSpan.FromSeconds(1)), decoder ?? new ToneDecoder(sampleRate));
    }

    public int SampleRate { get; }

    public TimeSpan Frame { get; }

    public TimeSpan Now { get; private set; }

    public VoiceReceiver Receiver { get; }

    public ReceiverCounters Counters => Receiver.Counters;

    /// <summary>What was played; empty unless it is kept.</summary>
    public List<short> Played { get; } = [];

    public List<PulledAudio> Pulled { get; } = [];

    public bool KeepsSamples { get; init; }

    public double HeardConcealedShare =>
        (double)(Counters.ConcealedSamples - Counters.ConcealedQuietSamples) / Math.Max(1, Counters.Samples - Counters.SilentSamples);

    public double ConcealedShare => (double)Counters.ConcealedSamples / Math.Max(1, Counters.Samples - Counters.SilentSamples);

    /// <summary>A packet arrives later.</summary>
    public void Send(TimeSpan arrivesAt, IncomingPacket packet) => _onTheWay.Enqueue(packet, (arrivesAt, _sent++));

    public void RunUntil(TimeSpan end)
    {
        for (; Now + Frame <= end; Now += Frame)
        {
            TimeSpan at = Now + Frame;
            while (_onTheWay.TryPeek(out IncomingPacket packet, out (TimeSpan ArrivesAt, int) key) && key.ArrivesAt <= at)
            {
                _onTheWay.Dequeue();
                Receiver.Insert(key.ArrivesAt, packet);
            }

            PulledAudio pulled = Receiver.Pull(at, _frame);
            if (KeepsSamples)
            {
                Played.AddRange(_frame);
                Pulled.Add(pulled);
            }
        }
    }

    /// <summary>The payload of a stub packet of 20 ms, with or without FEC: SILK, wide band.</summary>
    public static byte[] Payload(byte tone = 40, bool hasFec = false) => [9 << 3, hasFec ? (byte)0x40 : (byte)0, 0, tone];

    /// <summary>The payload of a packet that says that the sender falls silent.</summary>
    public static byte[] Dtx() => [9 << 3];

    public static IncomingPacket Packet(int number, byte[]? payload = null, uint? timestamp = null) =>
        new((ushort)number, timestamp ?? (uint)(number * 960), payload ?? Payload());
}
