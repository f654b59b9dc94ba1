using Tureen.Samples.WebCall;

await CallHost.Build(args).RunAsync();
