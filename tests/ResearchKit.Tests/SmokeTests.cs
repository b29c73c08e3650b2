namespace ResearchKit.Tests; public class SmokeTests { [Xunit.Fact] public void True() => Xunit.Assert.True(true); }
