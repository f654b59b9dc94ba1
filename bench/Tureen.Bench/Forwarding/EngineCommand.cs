using System.Globalization;
using Tureen.Bench.Fanout;
using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Engine.Srtp;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Forwarding;

/// <summary>
/// The same comparison as <c>fanout</c> without the kernel: a frame through the engine into a batch that goes nowhere, against
/// encrypting as many packets into such a batch. What is between the two is the engine's own work.
/// </summary>
internal sealed class EngineCommand : IDisposable
{
    private const int PayloadLength = 1180;

    private readonly SimulatedFanout _fanout;
    private readonly SocketTable _sockets = new();
    private readonly UdpSendBatch _batch;
    private readonly byte[][] _frame = new byte[SimulatedFanout.PacketsPerFrame][];
    private readonly int[] _lengths = new int[SimulatedFanout.PacketsPerFrame];
    private readonly (SrtpSender Sender, SrtpSenderStream Stream, TransportTuple Tuple)[] _floor;
    private readonly byte[] _plain = new byte[PayloadLength + 28];
    private ushort _sequence;

    private EngineCommand(int consumers)
    {
        _batch = new UdpSendBatch(_sockets, new NetCounters());
        _fanout = new SimulatedFanout(consumers);
        for (int id = 1; id <= consumers + 1; id++)
        {
            _sockets.Add(new DiscardingSocket(id));
        }

        for (int i = 0; i < _frame.Length; i++)
        {
            _frame[i] = new byte[EngineLimits.MaxDatagramLength];
        }

        _floor = new (SrtpSender, SrtpSenderStream, TransportTuple)[consumers];
        byte[] keys = new byte[SrtpProfile.AeadAes256Gcm.KeyingMaterialLength()];
        for (int i = 0; i < consumers; i++)
        {
            var sender = new SrtpSender(SrtpProfile.AeadAes256Gcm, keys);
            var remote = NetworkAddress.FromIPv4((uint)i, 5000);
            _floor[i] = (sender, sender.GetStream(0), new TransportTuple(i + 1, TransportProtocol.Udp, remote));
        }
    }

    public static void Run(EngineOptions options)
    {
        Console.WriteLine("  out  engine ns  cipher ns  ratio   (CPU time per packet sent, without the kernel)");
        foreach (int count in options.Consumers)
        {
            using var command = new EngineCommand(count);
            command.Measure(TimeSpan.FromSeconds(2));
            (double engine, double cipher, double ratio) = command.Measure(TimeSpan.FromSeconds(options.Seconds));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{count,5} {engine,10:N0} {cipher,10:N0} {ratio,6:0.00}"));
        }
    }

    public void Dispose()
    {
        _fanout.Dispose();
        _batch.Dispose();
        foreach ((SrtpSender sender, _, _) in _floor)
        {
            sender.Dispose();
        }
    }

    /// <summary>The medians of many short pairs, which noise of the machine seldom reaches.</summary>
    private (double Engine, double Cipher, double Ratio) Measure(TimeSpan duration)
    {
        var engine = new List<double>();
        var cipher = new List<double>();
        Timestamp end = MonotonicClock.Now + duration;
        while (MonotonicClock.Now < end)
        {
            engine.Add(TimeFrames(ForwardFrame));
            cipher.Add(TimeFrames(EncryptFrame));
        }

        double[] ratios = [.. engine.Zip(cipher, static (a, b) => a / b)];
        return (Median(engine), Median(cipher), Median(ratios));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>Nanoseconds per packet sent.</summary>
    private double TimeFrames(Func<TimeSpan> frame)
    {
        int frames = Math.Max(1, 1000 / (_floor.Length * _frame.Length));
        TimeSpan total = TimeSpan.Zero;
        for (int i = 0; i < frames; i++)
        {
            total += frame();
        }

        return total.TotalNanoseconds / (frames * (double)_floor.Length * _frame.Length);
    }

    private TimeSpan ForwardFrame()
    {
        _fanout.Now += TimeSpan.FromSeconds(1.0 / FanoutOptions.FramesPerSecond);
        for (int i = 0; i < _frame.Length; i++)
        {
            _lengths[i] = _fanout.WriteNext(_frame[i], PayloadLength);
        }

        TimeSpan began = ThreadCpuClock.Now;
        for (int i = 0; i < _frame.Length; i++)
        {
            _fanout.PushFromPublisher(_frame[i].AsSpan(0, _lengths[i]), _batch);
        }

        _fanout.RunDeadlines(_batch);
        _batch.Flush();
        return ThreadCpuClock.Now - began;
    }

    private TimeSpan EncryptFrame()
    {
        TimeSpan began = ThreadCpuClock.Now;
        for (int i = 0; i < _frame.Length; i++)
        {
            _plain[2] = (byte)(++_sequence >> 8);
            _plain[3] = (byte)_sequence;
            foreach ((SrtpSender sender, SrtpSenderStream stream, TransportTuple tuple) in _floor)
            {
                Span<byte> destination = _batch.GetSpan(_plain.Length + sender.MaxRtpOverhead);
                _plain.AsSpan(0, 28).CopyTo(destination);
                if (sender.TryProtectRtp(stream, destination, 28, 0, _plain.AsSpan(28), out int length))
                {
                    _batch.Send(tuple, length);
                }
            }
        }

        _batch.Flush();
        return ThreadCpuClock.Now - began;
    }
}
