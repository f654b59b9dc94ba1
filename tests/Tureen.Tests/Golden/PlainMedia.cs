using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Fuzz.Inputs;
using Tureen.Fuzz.Scenes;

namespace Tureen.Tests.Golden;

/// <summary>
/// Streams of every codec that come in over a plain transport and leave over plain, pipe and direct ones, without SRTP: with losses,
/// repeats and leaps, and with what receivers ask for.
/// </summary>
internal sealed class PlainMedia : IDisposable
{
    private const int Groups = 4;
    private const int PicturesPerGroup = 40;
    private const int PacketsPerPicture = 13;

    private static readonly TimeSpan PictureInterval = TimeSpan.FromMilliseconds(33);

    private readonly SeededRandomSource _random;
    private readonly MediaScene _scene = new();
    private readonly List<(uint Ssrc, ushort Sequence)> _sent = [];

    public PlainMedia(ulong seed, GoldenTrace trace)
    {
        _random = new SeededRandomSource(seed);
        _scene.Worker.OnEvent = trace.AddEvent;
        _scene.Worker.OnSend = (tuple, datagram) =>
        {
            trace.Add($"{_scene.Worker.Now.Microseconds} {tuple} {Convert.ToHexString(datagram.Span)}");
            Remember(datagram.Span);
        };
    }

    public void Run(GoldenTrace trace)
    {
        _scene.Begin();
        List<byte[]> late = [];
        int count = 0;
        for (int group = 0; group < Groups; group++)
        {
            ushort first = (ushort)(65_400 + (group * PicturesPerGroup * 3));
            foreach (byte[] packet in Packets.Call(first, PicturesPerGroup))
            {
                Give(packet, late);
                if (++count % PacketsPerPicture == 0)
                {
                    _scene.Advance(PictureInterval);
                    Answer();
                }
            }
        }

        _scene.Advance(TimeSpan.FromSeconds(5));
        trace.AddCounters(_scene.Worker.Worker.Context);
        _scene.End();
    }

    public void Dispose() => _scene.Dispose();

    private void Give(byte[] packet, List<byte[]> late)
    {
        int chance = _random.Next(0, 99);
        if (chance < 4)
        {
            return;
        }

        if (chance < 8)
        {
            late.Add(packet);
            return;
        }

        _scene.Handle(_scene.Publisher, [.. packet]);
        if (chance < 10)
        {
            _scene.Handle(_scene.Publisher, [.. packet]);
        }

        if (late.Count > 0 && chance > 90)
        {
            _scene.Handle(_scene.Publisher, [.. late[0]]);
            late.RemoveAt(0);
        }
    }

    private void Answer()
    {
        if (_sent.Count > 0 && _random.Next(0, 2) == 0)
        {
            (uint ssrc, ushort sequence) = _sent[_random.Next(0, _sent.Count - 1)];
            byte[] buffer = new byte[200];
            int length = GenericNack.Write(buffer, 1, ssrc, [(ushort)(sequence - 1), sequence], out _);
            _scene.Handle(_random.Next(0, 1) == 0 ? _scene.Viewer : _scene.Pipe, buffer.AsSpan(0, length));
        }

        if (_random.Next(0, 3) == 0)
        {
            uint source = _random.Next(0, 1) == 0 ? 1001u : 2001u;
            byte[][] reports = [.. Packets.Rtcp(source, MediaScene.ConsumerSsrc(_random.Next(0, 3) * 100))];
            Report(_random.Next(0, 2), reports[_random.Next(0, reports.Length - 1)]);
        }

        if (_random.Next(0, 5) == 0)
        {
            _scene.Command(_random.Next(0, 200), _random.Next(0, 7), _random.Next(0, 3) * 16 | _random.Next(0, 3));
        }

        if (_random.Next(0, 20) == 0)
        {
            _scene.Advance(TimeSpan.FromMilliseconds(_random.Next(0, 1500)));
        }
    }

    private void Report(int from, byte[] rtcp) =>
        _scene.Handle(from == 0 ? _scene.Publisher : from == 1 ? _scene.Viewer : _scene.Pipe, [.. rtcp]);

    private void Remember(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length >= 12 && datagram[1] is < 192 or > 223)
        {
            _sent.Add((BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]), BinaryPrimitives.ReadUInt16BigEndian(datagram[2..])));
            if (_sent.Count > 200)
            {
                _sent.RemoveAt(0);
            }
        }
    }
}
