using Tureen.Engine.Primitives;
using Tureen.Fuzz.Driver;
using Tureen.Fuzz.Inputs;
using Tureen.Fuzz.Targets;

namespace Tureen.Tests.Fuzz;

public sealed class FuzzDriverTests
{
    [Fact]
    public void An_exception_is_a_finding_and_the_next_input_runs_on_a_new_target()
    {
        using var runner = new Runner(static () => new FragileTarget());

        Assert.Equal("InvalidOperationException", runner.Run([1])?.Kind);
        Assert.Null(runner.Run([0]));
        Assert.Equal(2, runner.Given);
    }

    [Fact]
    public void An_exception_that_something_catches_is_a_finding_too()
    {
        using var runner = new Runner(static () => new FragileTarget());

        Assert.Equal("FormatException", runner.Run([2])?.Kind);
    }

    [Fact]
    public void An_exception_that_the_target_documents_is_none_when_it_is_caught()
    {
        using var runner = new Runner(static () => new FragileTarget());

        Assert.Null(runner.Run([3]));
    }

    [Fact]
    public void The_shortest_input_that_finds_the_same_is_kept()
    {
        using var runner = new Runner(static () => new FragileTarget());
        byte[] input = [0, 0, 0, 1, 0, 0, 0, 0, 0];

        byte[] least = new Minimizer(runner.Run, InputShape.Bytes, runner.Run(input)!).Minimize(input);

        Assert.Equal([1], least);
    }

    [Fact]
    public void Operations_are_written_as_they_are_read()
    {
        Operation[] operations = [new(1, [2, 3]), new(4, []), new(255, new byte[300])];

        List<Operation> read = OperationList.Parse(OperationList.Write(operations));

        Assert.Equal(operations.Select(static operation => operation.Code), read.Select(static operation => operation.Code));
        Assert.Equal(operations.Select(static operation => operation.Data), read.Select(static operation => operation.Data));
    }

    [Theory]
    [InlineData(InputShape.Bytes)]
    [InlineData(InputShape.Operations)]
    public void One_seed_makes_the_same_inputs_within_their_bound(object shape)
    {
        byte[] parent = OperationList.Write([new(0, new byte[100]), new(1, new byte[1400]), new(2, [7])]);
        byte[][] first = Mutations((InputShape)shape, parent);

        Assert.Equal(first, Mutations((InputShape)shape, parent));
        Assert.All(first, static input => Assert.InRange(input.Length, 0, InputLimits.MaxLength));
        Assert.True(first.Select(Convert.ToHexString).Distinct().Count() > first.Length / 2);
    }

    private static byte[][] Mutations(InputShape shape, byte[] parent)
    {
        var mutator = new InputMutator(new SeededRandomSource(5), shape, [[1, 2, 3]]);
        return [.. Enumerable.Range(0, 500).Select(_ => mutator.Mutate(parent, parent))];
    }

    /// <summary>Fails at any 1, catches what a 2 or 3 throws.</summary>
    private sealed class FragileTarget : FuzzTarget
    {
        public override InputShape Shape => InputShape.Bytes;

        public override IEnumerable<byte[]> Seeds => [];

        public override bool IsExpected(Exception exception) => exception is TimeoutException;

        protected override void Attack(byte[] input)
        {
            BeginPacket();
            EndPacket();
            try
            {
                if (input.Contains((byte)2))
                {
                    throw new FormatException();
                }

                if (input.Contains((byte)3))
                {
                    throw new TimeoutException();
                }
            }
            catch (Exception exception) when (exception is FormatException or TimeoutException)
            {
                // As a containment does.
            }

            if (input.Contains((byte)1))
            {
                throw new InvalidOperationException();
            }
        }
    }
}
