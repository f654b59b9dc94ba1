using Tureen.Engine.Primitives;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Primitives;

/// <summary>
/// Scripts: <c>7</c> maps to itself (plus the initial output), <c>80&gt;3</c> maps to 3, <c>s</c> before it syncs to the number before,
/// <c>d8</c> drops, <c>x8</c> is refused as dropped, <c>7^7</c> also gives the highest input.
/// </summary>
[Collection(nameof(AllocationMeasurement))]
public sealed class SequenceRewriterTests
{
    private const string Mixed16 =
        "0 1 2 3 7 d6 8 10 9 11 s0>12 2>14 3>15 4>16 5>17 6>18 7>19 8>20 9>21 10>22 d9 s61>23 62>24 63>25 64>26 65>27 "
        + "s11>28 12>29 13>30 14>31 15>32 s1>33 2>34 3>35 4>36 5>37 s65533>38 65534>39 65535>40 s0>41 1>42 d3 4>44 5>45 6>46 7>47";

    private const string Mixed15 =
        "0 1 2 3 7 d6 8 10 9 11 s0>12 2>14 3>15 4>16 5>17 6>18 7>19 8>20 9>21 10>22 d9 s61>23 62>24 63>25 64>26 65>27 "
        + "s11>28 12>29 13>30 14>31 15>32 s1>33 2>34 3>35 4>36 5>37 s32767>38 32768>39 32769>40 s0>41 1>42 d3 4>44 5>45 6>46 7>47";

    private const string Gaps1 =
        "36964 d25923 25701 d17170 25923 d4728 17170 d30738 4728 d4806 30738 d50886 4806>4805 d50774 x50886 d22136 50774>50773 "
        + "d30910 x22136 d48862 30910>30909 d56832 48862>48861 d2 x56832 d530 x2";

    [Theory]
    [InlineData(65_535, 3)]
    [InlineData(100, 1)]
    public void Outputs_without_input_come_right_before_the_next_input(ushort last, int count)
    {
        var rewriter = new SequenceRewriter(initialOutput: 5000);
        Assert.True(rewriter.TryMap(last, out ushort before));
        rewriter.Drop((ushort)(last + 1));
        Assert.True(rewriter.TryInsert((ushort)(last + 2), count, out ushort first));
        Assert.True(rewriter.TryMap((ushort)(last + 2), out ushort after));
        Assert.Equal(((ushort)(before + 1), (ushort)(before + 1 + count)), (first, after));
        Assert.False(rewriter.TryInsert((ushort)(last + 2), count, out _));
        Assert.True(rewriter.TryMap((ushort)(last + 3), out ushort next));
        Assert.Equal((ushort)(after + 1), next);
    }

    [Theory]
    [InlineData(16, 0, 65000)]
    [InlineData(15, 0, 32500)]
    public void A_wrapped_number_is_higher(int bits, int higher, int lower)
    {
        Assert.True(SerialNumber.IsHigher(higher, lower, bits));
        Assert.False(SerialNumber.IsHigher(lower, higher, bits));
    }

    [Theory]
    [InlineData("0 1 2 3 4 5 6 7 8 9 10 11")]
    [InlineData("0 1 2 s80>3 81>4 82>5 83>6 84>7")]
    [InlineData("0 1 2 3 s4 5 6 s7 d8 9>8 d11 10>9 12>10")]
    [InlineData("0 1 1000 1001")]
    [InlineData("0 d1 100>99 100>99 d103 101>100")]
    [InlineData("0 1 d100 d103 101>100")]
    [InlineData("0 d2 3>2 4>3 1")]
    [InlineData("1 d2 d3 d4 d5 d6 d7 d8 d9 120>112 121>113 122>114 129>121 130>122 139>131")]
    [InlineData("0 1 2 d3 d4 x3 x4 5>3 x4")]
    public void In_16_and_15_bits_with_and_without_an_initial_output(string script)
    {
        foreach (int bits in new[] { 16, 15 })
        {
            foreach (int initial in new[] { 0, 1, 1000, 2000, 3000, 32_000 })
            {
                Run(bits, initial, script);
            }
        }
    }

    [Theory]
    [InlineData(16, "65533 65534 65535 0 1")]
    [InlineData(16, "4 3 65535")]
    [InlineData(16, Mixed16)]
    [InlineData(15, Mixed15)]
    [InlineData(8, "1 d2 d3 d4 d5 d6 d7 d8 d9 120>112 121>113 122>114 139>131")]
    [InlineData(16, "1 d2 d3 d4 d5 d6 d7 d8 d9 32768>32760 32769>32761 32770>32762 32780>32772")]
    [InlineData(15, "1 d2 d3 d4 d5 d6 d7 d8 d9 16384>16376 16385>16377 16386>16378 16396>16388")]
    [InlineData(16, "s65530>1 65531>2 65532>3 d65533 d65534 65535>4 0>5 1>6 2>7 3>8")]
    [InlineData(15, "s32762>1^32762 32763>2^32763 32764>3^32764 d32765 d32766 32767>4^32767 0>5^0 1>6^1 2>7^2 3>8^3")]
    [InlineData(15, "s10>1 11>2 12>3 13>4 d14 15>5 12>3")]
    [InlineData(3, "1 d2 3>2 4>3 5>4 6>5 7>6 0>7 1>0 2>1 3>2")]
    [InlineData(16, Gaps1)]
    [InlineData(16, "36960 d3328 24589>24588 d120 x3328 d30848 120")]
    [InlineData(16, "36964 d65396 25855>25854 d29793 x65396 d25087 x29793 d65535 25087>25086")]
    public void With_and_without_an_initial_output(int bits, string script)
    {
        foreach (int initial in new[] { 0, 2, 100, 200, 1000, 10_000 })
        {
            Run(bits, initial, script);
        }
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(16, 100)]
    [InlineData(15, 0)]
    [InlineData(15, 100)]
    [InlineData(8, 3)]
    public void Three_rollovers_are_followed(int bits, int initial)
    {
        int range = 1 << bits;
        var rewriter = new SequenceRewriter(bits, initial);
        rewriter.Sync(-1);
        for (int i = 0; i < 3 * range; i++)
        {
            Assert.True(rewriter.TryMap(i % range, out ushort output));
            Assert.Equal((i + 1 + initial) % range, output);
            Assert.Equal(i % range, rewriter.MaxInput);
            Assert.Equal(output, rewriter.MaxOutput);
        }
    }

    [Fact]
    public void The_highest_output_is_known_even_after_a_late_input()
    {
        var rewriter = new SequenceRewriter(16, 500);
        Assert.True(rewriter.TryMap(10, out _));
        Assert.True(rewriter.TryMap(12, out _));
        Assert.True(rewriter.TryMap(11, out _));
        Assert.Equal(512, rewriter.MaxOutput);
        rewriter.Drop(13);
        Assert.True(rewriter.TryMap(14, out ushort output));
        Assert.Equal(513, output);
        Assert.Equal(513, rewriter.MaxOutput);
    }

    [Fact]
    public void Drops_out_of_order_before_anything_higher_went_out_close_their_gaps()
    {
        Run(16, 0, "0 1 d4 d3 d2 5>2 x3 x4 6>3");
        Run(16, 0, "0 1 s100>2 d103 d102 104>4 101>3");
    }

    [Fact]
    public void Outputs_in_order_have_no_gap_however_many_inputs_are_dropped()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var random = new SeededRandomSource(seed);
            var rewriter = new SequenceRewriter(16, random.Next(0, 65_535));
            ushort input = (ushort)random.Next(0, 65_535);
            Assert.True(rewriter.TryMap(input, out ushort previous));
            for (int i = 0; i < 200_000; i++)
            {
                input++;
                if (random.Next(0, 99) < 60)
                {
                    rewriter.Drop(input);
                    continue;
                }

                Assert.True(rewriter.TryMap(input, out ushort output));
                Assert.True((ushort)(output - previous) == 1, $"Seed {seed}, packet {i}: {previous} is followed by {output}.");
                previous = output;
            }
        }
    }

    [Fact]
    public void Reordered_inputs_never_share_an_output()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var random = new SeededRandomSource(seed);
            var rewriter = new SequenceRewriter();
            var outputs = new Dictionary<ushort, int>();
            Assert.True(rewriter.TryMap(0, out _));
            var window = new List<int>();
            for (int next = 1; next < 30_000; next++)
            {
                // Whole packets are known to be dropped when they come; arrivals are shuffled by up to eight places.
                window.Add(next);
                if (window.Count < 8)
                {
                    continue;
                }

                int chosen = random.Next(0, window.Count - 1);
                int input = window[chosen];
                window.RemoveAt(chosen);
                if (input % 3 == 0)
                {
                    rewriter.Drop(input);
                }
                else if (rewriter.TryMap(input, out ushort output))
                {
                    Assert.True(outputs.TryAdd(output, input), $"Seed {seed}: {input} and {outputs[output]} are both {output}.");
                }
            }
        }
    }

    [Fact]
    public void Any_order_of_calls_is_survived_and_soon_allocates_nothing()
    {
        var random = new SeededRandomSource(7);
        var rewriter = new SequenceRewriter();
        for (int i = 0; i < 20_000; i++)
        {
            Step(rewriter, random);
        }

        for (int i = 0; i < 2 * EngineLimits.MaxDroppedSequenceNumbers; i++)
        {
            rewriter.Drop(rewriter.MaxInput + 1);
        }

        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                Step(rewriter, random);
            }
        });

        Assert.Equal(0, allocated);
    }

    private static void Step(SequenceRewriter rewriter, SeededRandomSource random)
    {
        int near = rewriter.MaxInput + random.Next(-20, 40);
        int input = random.Next(0, 50) == 0 ? random.Next(0, 65_535) : near;
        switch (random.Next(0, 20))
        {
            case 0:
                rewriter.Sync(input);
                break;
            case < 10:
                rewriter.Drop(input);
                break;
            default:
                rewriter.TryMap(input, out _);
                break;
        }
    }

    private static void Run(int bits, int initial, string script)
    {
        int mask = (1 << bits) - 1;
        var rewriter = new SequenceRewriter(bits, initial);
        foreach (string word in script.Split(' '))
        {
            string[] maximum = word.Split('^');
            string[] parts = maximum[0].TrimStart('s', 'd', 'x').Split('>');
            int input = int.Parse(parts[0]);
            switch (word[0])
            {
                case 'd':
                    rewriter.Drop(input);
                    continue;
                case 'x':
                    Assert.False(rewriter.TryMap(input, out _), $"{word} of {script}");
                    continue;
                case 's':
                    rewriter.Sync(input - 1);
                    break;
            }

            Assert.True(rewriter.TryMap(input, out ushort output), $"{word} of {script}");
            int expected = (int.Parse(parts[^1]) + initial) & mask;
            Assert.True(expected == output, $"{word} of {script}: {output}, not {expected}");
            if (maximum.Length > 1)
            {
                Assert.Equal(int.Parse(maximum[1]), rewriter.MaxInput);
            }
        }
    }
}
