using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Tests.Engine.Codecs;

public sealed class ParameterSetStoreTests
{
    private readonly ParameterSetStore _store = new();

    [Fact]
    public void The_newest_set_of_each_kind_and_id_is_kept()
    {
        _store.Add(Sps(0, 1));
        _store.Add(Pps(0, 1));
        _store.Add(Pps(5, 1));
        _store.Add(Sps(0, 2));
        _store.Add(Sps(31, 3));
        _store.Add(Pps(255, 4));

        Assert.Equal([Pps(0, 1), Pps(5, 1), Sps(0, 2), Sps(31, 3), Pps(255, 4)], All());
        Assert.Equal(ParameterSetKinds.All, _store.Kinds);
    }

    [Fact]
    public void A_late_set_replaces_none()
    {
        _store.Add(Sps(0, 1));
        _store.Add(Sps(0, 2), isLate: true);
        _store.Add(Sps(1, 3), isLate: true);

        Assert.Equal([Sps(0, 1), Sps(1, 3)], All());
        Assert.Equal(ParameterSetKinds.Sequence, _store.Kinds);
    }

    [Theory]
    [InlineData("65 88 00")]
    [InlineData("67 42 E0 1F")]
    [InlineData("67")]
    [InlineData("68")]
    [InlineData("68 00 00 00")]
    public void What_is_no_set_or_has_no_id_is_passed_over(string hex)
    {
        _store.Add(Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal)));
        Assert.Equal(0, _store.Count);
        Assert.Equal(ParameterSetKinds.None, _store.Kinds);
    }

    [Fact]
    public void Number_and_bytes_are_bounded_and_the_oldest_gives_way()
    {
        for (int id = 0; id < 100; id++)
        {
            _store.Add(Pps(id, 1));
        }

        Assert.Equal(EngineLimits.MaxParameterSets, _store.Count);
        Assert.Equal(Pps(99, 1), All()[^1]);
        for (byte id = 0; id < 6; id++)
        {
            byte[] set = Sps(id, 1);
            _store.Add([.. set, .. new byte[EngineLimits.MaxParameterSetLength - set.Length]]);
        }

        byte[][] all = All();
        Assert.Equal(EngineLimits.MaxParameterSetBytes / EngineLimits.MaxParameterSetLength, all.Length);
        _store.Add([.. Sps(9, 1), .. new byte[EngineLimits.MaxParameterSetLength]]);
        Assert.Equal(all, All());
    }

    [Theory]
    [InlineData("Z0LAH9oBQBbsBEAAAAMAQAAADyPGDKg=,aM48gA==", 2)]
    [InlineData("Z0LAH9oBQBbsBEAAAAMAQAAADyPGDKg=", 1)]
    [InlineData("!!!,aM48gA==,", 1)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    [InlineData("AAAA,////,====", 0)]
    public void Sets_of_the_parameters_are_read_as_far_as_they_are_sets(string? value, int count) =>
        Assert.Equal(count, SpropParameterSets.Read(value)?.Count ?? 0);

    private byte[][] All() => [.. Enumerable.Range(0, _store.Count).Select(i => _store.Get(i, out _).ToArray())];

    private static byte[] Sps(int id, byte content) => [0x67, 0x42, 0xE0, 0x1F, .. ExpGolomb(id), content, content];

    private static byte[] Pps(int id, byte content) => [0x68, .. ExpGolomb(id), content];

    /// <summary>As many zeros as bits follow the first one, in three bytes.</summary>
    private static byte[] ExpGolomb(int value)
    {
        int bits = 32 - int.LeadingZeroCount(value + 1);
        int shifted = (value + 1) << (24 - ((2 * bits) - 1));
        return [(byte)(shifted >> 16), (byte)(shifted >> 8), (byte)shifted];
    }
}
