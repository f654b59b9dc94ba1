using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Dtls;

public class DtlsTransportFuzzTests
{
    private const int Inputs = 24_000;

    [Fact]
    public void Mutated_datagrams_at_any_step_throw_nothing()
    {
        var random = new SeededRandomSource(77);
        DtlsPair pair = StartAtStep(random);
        int failures = 0;
        for (int i = 0; i < Inputs; i++)
        {
            byte[] datagram = Mutate(random, pair);
            pair.GiveServer(datagram);
            pair.GiveClient(datagram);
            pair.ToServer.Datagrams.Clear();
            pair.ToClient.Datagrams.Clear();
            bool isOver = pair.Server.State > DtlsState.Connected || pair.Client.State > DtlsState.Connected;
            failures += isOver ? 1 : 0;
            if (isOver || i % 200 == 0)
            {
                pair.Dispose();
                pair = StartAtStep(random);
            }
        }

        pair.Dispose();
        Assert.True(failures < Inputs);
    }

    [Fact]
    public void Garbage_that_claims_to_be_of_the_connection_never_ends_it()
    {
        var random = new SeededRandomSource(78);
        using var pair = new DtlsPair();
        pair.Connect();
        pair.Client.SendApplicationData(pair.Now, pair.Tuple, new byte[200], pair.ToServer);
        byte[] model = pair.ToServer.Datagrams.Dequeue();
        for (int i = 0; i < Inputs; i++)
        {
            byte[] datagram = [.. model];
            Change(random, datagram);
            pair.GiveServer(random.Next(0, 3) == 0 ? datagram[..random.Next(0, datagram.Length)] : datagram);
        }

        Assert.Equal(DtlsState.Connected, pair.Server.State);
        while (pair.Server.TryReadApplicationData(new byte[2048], out _))
        {
        }

        Assert.True(pair.Client.SendApplicationData(pair.Now, pair.Tuple, [1, 2], pair.ToServer));
        pair.Deliver();
        Assert.True(pair.Server.TryReadApplicationData(new byte[2048], out int length));
        Assert.Equal(2, length);
    }

    /// <summary>A pair somewhere in its handshake or behind it, with datagrams under way.</summary>
    private static DtlsPair StartAtStep(SeededRandomSource random)
    {
        var pair = new DtlsPair();
        pair.Start();
        for (int step = random.Next(0, 4); step > 0; step--)
        {
            if (pair.ToServer.Datagrams.TryDequeue(out byte[]? toServer))
            {
                pair.GiveServer(toServer);
            }
            else if (pair.ToClient.Datagrams.TryDequeue(out byte[]? toClient))
            {
                pair.GiveClient(toClient);
            }
        }

        return pair;
    }

    private static byte[] Mutate(SeededRandomSource random, DtlsPair pair)
    {
        byte[][] models =
        [
            .. pair.ToServer.Datagrams,
            .. pair.ToClient.Datagrams,
            DtlsBytes.ClientHello(),
            DtlsBytes.FatalAlert(0),
            DtlsBytes.Record(22, 1, 0, new byte[40]),
            DtlsBytes.Record(22, 0, 0, DtlsBytes.Fragment(2, 70, 0, 0, 70, new byte[70])),
            DtlsBytes.Record(22, 0, 0, DtlsBytes.Fragment(11, 300, 1, 0, 100, new byte[100])),
        ];
        byte[] datagram = [.. models[random.Next(0, models.Length - 1)]];
        Change(random, datagram);
        return random.Next(0, 5) == 0 ? datagram[..random.Next(0, datagram.Length)] : datagram;
    }

    private static void Change(SeededRandomSource random, byte[] datagram)
    {
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            int range = random.Next(0, 1) == 0 ? Math.Min(datagram.Length, 26) : datagram.Length;
            datagram[random.Next(0, range - 1)] = (byte)random.NextUInt32();
        }
    }
}
