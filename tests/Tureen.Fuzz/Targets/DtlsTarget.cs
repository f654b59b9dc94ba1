using System.Buffers.Binary;
using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Fuzz.Inputs;
using Tureen.Fuzz.Scenes;
using Tureen.Ortc;

namespace Tureen.Fuzz.Targets;

/// <summary>DTLS records at any step of a handshake between two endpoints in memory.</summary>
internal sealed class DtlsTarget : FuzzTarget
{
    private const int Deliver = 0;
    private const int Change = 1;
    private const int Raw = 2;
    private const int Lose = 3;
    private const int Wait = 4;
    private const int Send = 5;
    private const int Codes = 6;

    private const int WaitUnit = 50;

    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1000);
    private static readonly DtlsCertificate ClientCertificate = DtlsCertificate.Generate();
    private static readonly DtlsCertificate ServerCertificate = DtlsCertificate.Generate();

    private DtlsEnd _client = null!;
    private DtlsEnd _server = null!;
    private Timestamp _now;

    public override InputShape Shape => InputShape.Operations;

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            byte[] all = [20];
            yield return OperationList.Write([new(Deliver, all), new(Send, [0, 1, 2, 3]), new(Deliver, all), new(Send, [1, 9]), new(Deliver, all)]);
            yield return OperationList.Write([new(Change, [0, 0, 20, 1]), new(Wait, [30]), new(Deliver, [1]), new(Lose, [1]), new(Wait, [40]), new(Deliver, all)]);
            yield return OperationList.Write([new(Deliver, [1]), new(Change, [1, 0, 40, 1]), new(Deliver, all), new(Wait, [255])]);
            yield return OperationList.Write([new(Deliver, all), new(Raw, Record(0, 21, 0, [2, 40])), new(Raw, Record(0, 21, 1, [1, 0])), new(Deliver, all)]);
            yield return OperationList.Write(
            [
                new(Raw, Record(0, 22, 0, [1, 0, 0, 70, 0, 0, 0, 0, 0, 0, 0, 30, .. new byte[30]])),
                new(Raw, Record(0, 22, 0, [1, 0, 0, 70, 0, 0, 0, 0, 30, 0, 0, 40, .. new byte[40]])),
                new(Raw, Record(1, 22, 0, [2, 0, 0, 70, 0, 0, 0, 0, 0, 0, 0, 70, .. new byte[70]])),
                new(Raw, Record(0, 20, 0, [1])),
                new(Raw, Record(0, 23, 1, new byte[40])),
                new(Raw, Record(0, 25, 0, new byte[40])),
            ]);
        }
    }

    public override IReadOnlyList<byte[]> Tokens { get; } =
        [[20, 0xFE, 0xFD], [21, 0xFE, 0xFD], [22, 0xFE, 0xFD], [22, 0xFE, 0xFF], [23, 0xFE, 0xFD], [0xC0, 0x2B], [0, 14, 0, 5], [2, 40], [1, 0]];

    protected override void Attack(byte[] input)
    {
        _now = Start;
        using var client = new DtlsEnd(ClientCertificate);
        using var server = new DtlsEnd(ServerCertificate);
        _client = client;
        _server = server;
        client.Transport.SetRemoteFingerprint(ServerCertificate.GetFingerprint(FingerprintAlgorithm.Sha256));
        server.Transport.SetRemoteFingerprint(ClientCertificate.GetFingerprint(FingerprintAlgorithm.Sha256));
        server.Start(_now, DtlsRole.Server);
        client.Start(_now, DtlsRole.Client);
        var reader = new OperationReader(input);
        while (reader.TryRead(out byte code, out ReadOnlySpan<byte> data))
        {
            Do(code % Codes, data);
        }
    }

    /// <summary>To whom, and one record.</summary>
    private static byte[] Record(byte end, byte type, byte epoch, byte[] fragment) =>
        [end, type, 0xFE, 0xFD, 0, epoch, 0, 0, 0, 0, 0, 5, (byte)(fragment.Length >> 8), (byte)fragment.Length, .. fragment];

    private void Do(int code, ReadOnlySpan<byte> data)
    {
        int first = data.IsEmpty ? 0 : data[0];
        DtlsEnd end = (first & 1) == 0 ? _client : _server;
        DtlsEnd other = end == _client ? _server : _client;
        switch (code)
        {
            case Deliver:
                Exchange(first);
                break;
            case Change when data.Length > 1 && end.Sent.TryDequeue(out byte[]? datagram):
                Give(other, Forge(datagram, data[1..]));
                break;
            case Raw when data.Length > 1:
                Give(other, data[1..].ToArray());
                break;
            case Lose:
                end.Sent.TryDequeue(out _);
                break;
            case Wait:
                _now += TimeSpan.FromMilliseconds(first * WaitUnit);
                _client.HandleDeadline(_now);
                _server.HandleDeadline(_now);
                break;
            case Send when data.Length > 1:
                end.SendData(_now, data[1..]);
                break;
        }
    }

    private static byte[] Forge(byte[] datagram, ReadOnlySpan<byte> changes)
    {
        for (; changes.Length >= 3; changes = changes[3..])
        {
            datagram[BinaryPrimitives.ReadUInt16BigEndian(changes) % datagram.Length] ^= changes[2];
        }

        return datagram;
    }

    private void Exchange(int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            if (_client.Sent.TryDequeue(out byte[]? datagram))
            {
                Give(_server, datagram);
            }

            if (_server.Sent.TryDequeue(out datagram))
            {
                Give(_client, datagram);
            }
        }
    }

    private void Give(DtlsEnd to, byte[] datagram)
    {
        BeginPacket();
        to.Handle(_now, datagram);
        EndPacket();
    }
}
