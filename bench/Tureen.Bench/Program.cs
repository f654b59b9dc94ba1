using BenchmarkDotNet.Running;
using Tureen.Bench.Fanout;
using Tureen.Bench.Forwarding;

switch (args)
{
    case ["fanout", .. string[] options]:
        await FanoutCommand.RunAsync(FanoutOptions.Parse(options));
        return 0;
    case ["engine", .. string[] options]:
        FanoutOptions engine = FanoutOptions.Parse(options);
        EngineCommand.Run(engine.Consumers, engine.Seconds);
        return 0;
    case ["micro", .. string[] options]:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(options);
        return 0;
    default:
        Console.Error.WriteLine("usage: fanout [options] | engine [options] | micro [BenchmarkDotNet options]; see docs/BENCHMARKS.md");
        return 2;
}
