using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

[Collection(nameof(AllocationMeasurement))]
public sealed class OutgoingCongestionTests
{
    private const int Interval = 100;
    private readonly OutgoingCongestion _control = new(Timestamp.Zero, new OutgoingCongestionOptions { Initial = new Bitrate(2_000_000) });
    private readonly TransportWideFeedbackBuilder _builder = new();
    private readonly byte[] _report = new byte[EngineLimits.MaxRtcpLength];
    private readonly Queue<(ushort Sequence, long ArrivesAt)> _path = new(1024);
    private readonly Random _random = new(5);
    private byte _reports;
    private ushort _nextReported = 1;
    private long _linkFreeAt;
    private long _now;

    /// <summary>Bits per second of the simulated link.</summary>
    private double _capacity = 5_000_000;

    private double _loss;

    [Fact]
    public void A_queue_cuts_to_the_rate_of_the_bottleneck()
    {
        SetVideo();
        Run(TimeSpan.FromSeconds(5), bytes: 1000, gap: 5000);
        Assert.Equal(CongestionState.Clear, _control.State);
        _capacity = 800_000;
        Run(TimeSpan.FromMilliseconds(600), bytes: 1000, gap: 5000);

        Assert.Equal(CongestionState.Congested, _control.State);
        Assert.InRange(_control.Available.Value, 0.93 * 800_000, 0.99 * 800_000);
        Assert.Equal(CongestionCause.Delay, _control.Known.GetDecisions()[^1].Cause);
    }

    [Fact]
    public void Congestion_ends_when_the_queue_is_gone_and_what_is_known_stays()
    {
        SetVideo();
        Run(TimeSpan.FromSeconds(5), bytes: 1000, gap: 5000);
        _capacity = 800_000;
        Run(TimeSpan.FromMilliseconds(600), bytes: 1000, gap: 5000);
        Run(TimeSpan.FromSeconds(3), bytes: 1000, gap: 20_000);

        Assert.Equal(CongestionState.Clear, _control.State);
        double known = _control.Available.Value;
        Run(TimeSpan.FromSeconds(30), bytes: 1000, gap: 100_000);
        Assert.Equal(known, _control.Available.Value);
    }

    [Fact]
    public void A_little_loss_moves_nothing()
    {
        SetVideo();
        _loss = 0.03;
        Run(TimeSpan.FromSeconds(30), bytes: 1000, gap: 5000);
        Assert.Equal(CongestionState.Clear, _control.State);
        Assert.Equal(2_000_000, _control.Available.Value);
    }

    [Fact]
    public void Silence_halves_what_is_available_and_then_pauses_video()
    {
        SetVideo();
        Run(TimeSpan.FromSeconds(2), bytes: 1000, gap: 5000);
        _control.TakeEffects();
        Send(TimeSpan.FromMilliseconds(1100));
        Assert.Equal(CongestionState.Blind, _control.State);
        Assert.Equal(1_000_000, _control.Available.Value);
        Assert.False(_control.IsVideoPaused);
        Send(TimeSpan.FromMilliseconds(2400));
        Assert.True(_control.IsVideoPaused);
        Assert.True(_control.TakeEffects().HasFlag(CongestionEffects.VideoPause));
    }

    [Fact]
    public void Unmet_demand_is_probed_and_met_demand_is_not()
    {
        SetVideo();
        Run(TimeSpan.FromSeconds(2), bytes: 1000, gap: 10_000);
        Assert.False(_control.TryTakePacket(Now, hasRtx: false, out _));
        _control.SetLimits(Now, 0, double.MaxValue, wanted: 10_000_000);
        _control.SetDemand(Now, Demand with { NextNeed = 2_500_000, TopNeed = 4_000_000 }, isRaised: true);
        Run(TimeSpan.FromSeconds(1), bytes: 1000, gap: 10_000);
        Assert.InRange(_control.Available.Value, 3_900_000, 4_600_000);
        Assert.False(_control.TryTakePacket(Now, hasRtx: false, out _));
    }

    [Fact]
    public void Sending_and_reports_soon_allocate_nothing()
    {
        SetVideo();
        Run(TimeSpan.FromSeconds(20), bytes: 1000, gap: 2000);
        long allocated = Allocations.Least(() => Run(TimeSpan.FromSeconds(100), bytes: 1000, gap: 2000));

        Assert.Equal(0, allocated);
    }

    private Timestamp Now => new(_now);

    private CongestionDemand Demand { get; } = new() { HasVideo = true, IsSettled = true, TopNeed = 1_700_000, Present = 1_600_000 };

    private void SetVideo() => _control.SetDemand(Timestamp.Zero, Demand, isRaised: false);

    /// <summary>Sends without reports.</summary>
    private void Send(TimeSpan duration)
    {
        for (long end = _now + (long)duration.TotalMicroseconds; _now < end; _now += 5000)
        {
            _control.HandleSent(Now, 1000, null, isResent: false, out _);
            _control.HandleDeadline(Now);
        }
    }

    /// <summary>Sends packets over a link with a queue without end, and reports what arrived each 100 ms.</summary>
    private void Run(TimeSpan duration, int bytes, long gap)
    {
        long end = _now + (long)duration.TotalMicroseconds;
        long next = _now;
        for (; _now < end; _now += 1000)
        {
            if (_now >= next)
            {
                next += gap;
                Carry(bytes, _control.HandleSent(Now, bytes, null, isResent: false, out _));
            }

            while (_control.TryTakePacket(Now, hasRtx: false, out ProbePacket probe))
            {
                Carry(probe.Length, _control.HandleSent(Now, probe.Length, probe, isResent: false, out _));
            }

            _control.HandleDeadline(Now);
            if (_now / 1000 % Interval == 0)
            {
                Report();
            }
        }
    }

    private void Carry(int bytes, ushort sequence)
    {
        if (_random.NextDouble() < _loss)
        {
            return;
        }

        _linkFreeAt = Math.Max(_linkFreeAt, _now) + (long)(bytes * 8_000_000.0 / _capacity);
        _path.Enqueue((sequence, _linkFreeAt + 20_000));
    }

    private void Report()
    {
        _builder.Begin(_nextReported);
        while (_path.TryPeek(out (ushort Sequence, long ArrivesAt) packet) && packet.ArrivesAt <= _now)
        {
            Assert.True(_builder.TryAdd(packet.Sequence, new Timestamp(packet.ArrivesAt)));
            _path.Dequeue();
        }

        _nextReported = _builder.NextSequence;
        int length = _builder.Write(_report, 1, 2, _reports);
        if (length > 0)
        {
            _reports++;
            _control.HandleFeedback(Now, Reports.Parse(_report.AsSpan(0, length)));
        }
    }
}
