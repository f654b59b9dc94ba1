using System.Text;
using Tureen.Engine.Rtcp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

public sealed class SourceDescriptionTests
{
    // SSRC 9f65e742, CNAME "t7mkYnCm46OcINy/", two null octets.
    private const string Bytes = "81ca0006 9f65e742 01107437 6d6b596e 436d3436 4f63494e 792f0000";

    [Fact]
    public void A_cname_is_read()
    {
        Assert.True(SourceDescription.TryParse(Single(Hex(Bytes)), out SourceDescription description));

        SdesChunkEnumerator chunks = description.Chunks;
        Assert.True(chunks.MoveNext());
        Assert.Equal(0x9F65E742u, chunks.Current.Ssrc);
        Assert.Equal("t7mkYnCm46OcINy/", Encoding.UTF8.GetString(chunks.Current.Cname));
        Assert.False(chunks.MoveNext());
    }

    [Fact]
    public void Writing_the_cname_gives_the_same_bytes()
    {
        var destination = new byte[28];

        Assert.Equal(28, SourceDescription.WriteCname(destination, 0x9F65E742, "t7mkYnCm46OcINy/"u8));
        Assert.Equal(Hex(Bytes), destination);
        Assert.Equal(0, SourceDescription.WriteCname(destination.AsSpan(1), 0x9F65E742, "t7mkYnCm46OcINy/"u8));
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 12)]
    [InlineData(5, 12)]
    [InlineData(6, 16)]
    [InlineData(255, 264)]
    public void A_chunk_has_one_to_four_null_octets(int valueLength, int chunkLength)
    {
        var destination = new byte[300];
        destination.AsSpan().Fill(0xFF);
        var cname = new byte[valueLength];
        cname.AsSpan().Fill((byte)'a');

        int length = SourceDescription.WriteCname(destination, 1, cname);

        Assert.Equal(4 + chunkLength, length);
        Assert.True(SourceDescription.TryParse(Single(destination.AsSpan(0, length)), out SourceDescription description));
        SdesChunkEnumerator chunks = description.Chunks;
        Assert.True(chunks.MoveNext());
        Assert.Equal(cname, chunks.Current.Cname.ToArray());
    }

    [Fact]
    public void Two_chunks_with_several_items_are_read()
    {
        // SSRC 1: CNAME "qwerty", NAME "é"; SSRC 2: TOOL "x", so that four null octets end the first chunk.
        byte[] bytes = Hex("82ca0007 00000001 01067177 65727479 0202c3a9 00000000 00000002 06017800");

        Assert.True(SourceDescription.TryParse(Single(bytes), out SourceDescription description));

        var seen = new List<string>();
        foreach (SdesChunk chunk in description.Chunks)
        {
            foreach (SdesItem item in chunk.Items)
            {
                seen.Add($"{chunk.Ssrc} {item.Type} {Encoding.UTF8.GetString(item.Value)}");
            }
        }

        Assert.Equal(["1 Cname qwerty", "1 Name é", "2 Tool x"], seen);
    }

    [Theory]
    [InlineData("81ca0003 00000001 01067177 65727479")]
    [InlineData("81ca0002 00000001 01057100")]
    [InlineData("82ca0002 00000001 00000000")]
    [InlineData("81ca0001 00000001")]
    [InlineData("81ca0002 00000001 ffffffff")]
    public void A_chunk_without_null_octets_or_past_the_end_is_refused(string hex) =>
        Assert.False(SourceDescription.TryParse(Single(Hex(hex)), out _));

    [Fact]
    public void A_description_of_nobody_is_read() =>
        Assert.True(SourceDescription.TryParse(Single(Hex("80ca0000")), out SourceDescription description) && description.Count == 0);
}
