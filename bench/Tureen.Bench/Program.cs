using BenchmarkDotNet.Running;
using Tureen.Bench.Fanout;

switch (args)
{
    case ["fanout", .. string[] options]:
        await FanoutCommand.RunAsync(FanoutOptions.Parse(options));
        return 0;
    case ["micro", .. string[] options]:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(options);
        return 0;
    default:
        Console.Error.WriteLine("usage: fanout [options] | micro [BenchmarkDotNet options]; see docs/BENCHMARKS.md");
        return 2;
}
