using Tureen.Engine.Transports.Pipes;

namespace Tureen.Tests.Engine.Transports.Pipes;

public sealed class PipeMessageTests
{
    [Fact]
    public void A_greeting_names_both_ends()
    {
        var sender = Guid.NewGuid();
        var reader = Guid.NewGuid();
        byte[] bytes = Write(new PipeMessage { Kind = PipeMessageKind.Hello, Version = 1, Sender = sender, Reader = reader });

        Assert.Equal(PipeMessage.MaxLength, bytes.Length);
        Assert.True(PipeMessage.TryParse(bytes, out PipeMessage read));
        Assert.Equal((PipeMessageKind.Hello, (byte)1, sender, reader), (read.Kind, read.Version, read.Sender, read.Reader));
    }

    [Fact]
    public void A_source_has_its_state()
    {
        byte[] bytes = Write(new PipeMessage { Kind = PipeMessageKind.Source, Number = 0x01020304, IsPaused = true, Scores = [10, 0, 7] });

        Assert.Equal([3, 1, 2, 3, 4, 1, 3, 10, 0, 7], bytes);
        Assert.True(PipeMessage.TryParse(bytes, out PipeMessage read));
        Assert.Equal((0x01020304u, true), (read.Number, read.IsPaused));
        Assert.Equal([10, 0, 7], read.Scores.ToArray());
    }

    [Fact]
    public void A_wish_may_be_for_nothing()
    {
        byte[] bytes = Write(new PipeMessage { Kind = PipeMessageKind.Wish, Number = 9, SpatialLayer = -1, TemporalLayer = 2 });

        Assert.True(PipeMessage.TryParse(bytes, out PipeMessage read));
        Assert.Equal((9u, (sbyte)-1, (sbyte)2), (read.Number, read.SpatialLayer, read.TemporalLayer));
    }

    [Fact]
    public void Every_message_that_is_cut_is_refused_and_every_longer_one_accepted()
    {
        foreach (byte[] bytes in All())
        {
            for (int length = 0; length < bytes.Length; length++)
            {
                Assert.False(PipeMessage.TryParse(bytes.AsSpan(0, length), out _), $"{(PipeMessageKind)bytes[0]} of {length} bytes");
            }

            Assert.True(PipeMessage.TryParse([.. bytes, 1, 2, 3], out PipeMessage read));
            Assert.Equal((PipeMessageKind)bytes[0], read.Kind);
        }
    }

    [Fact]
    public void A_kind_of_a_later_version_is_no_mistake()
    {
        Assert.True(PipeMessage.TryParse([200, 1, 2], out PipeMessage read));
        Assert.Equal((PipeMessageKind)200, read.Kind);
    }

    [Fact]
    public void More_scores_than_a_message_can_have_are_refused()
    {
        byte[] bytes = new byte[300];
        bytes[0] = (byte)PipeMessageKind.Source;
        bytes[6] = PipeMessage.MaxScores + 1;
        Assert.False(PipeMessage.TryParse(bytes, out _));
        bytes[6] = PipeMessage.MaxScores;
        Assert.True(PipeMessage.TryParse(bytes, out PipeMessage read));
        Assert.Equal(PipeMessage.MaxScores, read.Scores.Length);
    }

    [Fact]
    public void What_was_read_is_written_the_same_whatever_came()
    {
        var random = new Random(4711);
        Span<byte> written = stackalloc byte[64];
        for (int i = 0; i < 100_000; i++)
        {
            byte[] bytes = new byte[random.Next(48)];
            random.NextBytes(bytes);
            if (bytes.Length > 0)
            {
                bytes[0] %= 8;
            }

            if (PipeMessage.TryParse(bytes, out PipeMessage read))
            {
                int length = read.Write(written);
                Assert.True(PipeMessage.TryParse(written[..length], out PipeMessage again));
                Assert.Equal((read.Kind, read.Number, read.IsPaused), (again.Kind, again.Number, again.IsPaused));
            }
        }
    }

    private static byte[] Write(in PipeMessage message)
    {
        byte[] bytes = new byte[PipeMessage.MaxLength];
        return bytes[..message.Write(bytes)];
    }

    private static byte[][] All() =>
    [
        Write(new PipeMessage { Kind = PipeMessageKind.Hello, Version = 1, Sender = Guid.NewGuid(), Reader = Guid.NewGuid() }),
        Write(new PipeMessage { Kind = PipeMessageKind.KeepAlive }),
        Write(new PipeMessage { Kind = PipeMessageKind.Source, Number = 1, Scores = [1, 2] }),
        Write(new PipeMessage { Kind = PipeMessageKind.SourceClosed, Number = 1 }),
        Write(new PipeMessage { Kind = PipeMessageKind.Wish, Number = 1 }),
        Write(new PipeMessage { Kind = PipeMessageKind.SinkClosed, Number = 1 }),
    ];
}
