using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Srtp;

namespace Tureen.Bench.Micro;

/// <summary>Encrypting and decrypting one packet.</summary>
public class SrtpBenchmarks : IDisposable
{
    /// <summary>Packets that are decrypted before the receiver forgets them, because none may come twice.</summary>
    private const int Batch = 256;

    private readonly byte[][] _protected = new byte[Batch][];
    private readonly byte[] _buffer = new byte[EngineLimits.MaxDatagramLength];
    private byte[] _plain = [];
    private int _headerLength;
    private SrtpSender _sender = null!;
    private SrtpSenderStream _stream = null!;
    private SrtpReceiver _receiver = null!;
    private ushort _sequence;

    [Params("gcm128", "gcm256", "cm80", "cm32")]
    public string Profile { get; set; } = "gcm128";

    [Params(1200, 160)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        SrtpProfile profile = Fanout.FanoutOptions.ParseProfile(Profile);
        byte[] keys = new byte[profile.KeyingMaterialLength()];
        _plain = SamplePackets.Create(Length);
        _headerLength = RtpPacket.TryParse(_plain, out RtpPacket packet) ? packet.HeaderLength : 0;
        _receiver = new SrtpReceiver(profile, keys);
        _sender = new SrtpSender(profile, keys);
        _stream = _sender.GetStream(SamplePackets.Ssrc);
        for (int i = 0; i < Batch; i++)
        {
            int length = Protect();
            _protected[i] = _buffer[..length];
        }
    }

    [Benchmark]
    public int Protect()
    {
        // The sequence number wraps as it does in a call; each packet has an index of its own.
        _plain.AsSpan(0, _headerLength).CopyTo(_buffer);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(2), _sequence++);
        _sender.TryProtectRtp(_stream, _buffer, _headerLength, 0, _plain.AsSpan(_headerLength), out int length);
        return length;
    }

    /// <summary>With a copy of the packet, because it is decrypted in place.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public int Unprotect()
    {
        int received = 0;
        foreach (byte[] packet in _protected)
        {
            packet.CopyTo(_buffer, 0);
            received += _receiver.TryUnprotectRtp(_buffer.AsSpan(0, packet.Length), out _, out _) ? 1 : 0;
        }

        _receiver.RemoveStream(SamplePackets.Ssrc);
        return received == Batch ? received : throw new InvalidOperationException("A packet was refused.");
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _sender.Dispose();
        _receiver.Dispose();
        GC.SuppressFinalize(this);
    }
}
