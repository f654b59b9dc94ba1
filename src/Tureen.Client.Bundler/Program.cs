using Tureen.Client.Bundler;

if (args is not [string planFile])
{
    await Console.Error.WriteLineAsync("usage: Tureen.Client.Bundler PLAN-FILE");
    return 2;
}

BundlePlan plan = BundlePlan.Parse(await File.ReadAllLinesAsync(planFile));
BundleSummary summary = BundleWriter.Write(plan);
Console.WriteLine(summary);
return 0;
