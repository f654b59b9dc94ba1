using Tureen.Audio.Codec;

namespace Tureen.Audio.Receiving;

/// <summary>Makes a steady stream of samples from packets that come late, out of order or not at all. The time is a parameter.</summary>
internal sealed class VoiceReceiver
{
    private readonly PacketIntake _intake;
    private readonly Playout _playout;
    private readonly DelayTarget _target;

    public VoiceReceiver(ReceiverOptions options, IFrameDecoder decoder)
    {
        var store = new PacketStore();
        _target = new DelayTarget(options);
        _intake = new PacketIntake(store, _target, Counters);
        _playout = new Playout(options, store, _target, Counters, decoder);
    }

    public ReceiverCounters Counters { get; } = new();

    /// <summary>How many packets have not arrived, or not yet.</summary>
    public long Lost => _intake.Lost;

    /// <summary>How long a frame waits for late ones.</summary>
    public TimeSpan TargetDelay => _target.Value;

    /// <summary>Takes a packet that arrived.</summary>
    public void Insert(TimeSpan now, in IncomingPacket packet)
    {
        if (_intake.Insert(now, packet, _playout.Next))
        {
            _playout.Restart();
        }
    }

    /// <summary>Takes samples, at least 2.5 ms and at most 120 ms.</summary>
    public PulledAudio Pull(TimeSpan now, Span<short> output) => _playout.Pull(now, output);
}
