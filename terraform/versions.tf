terraform {
  # 1.10 is the first version (of Terraform and of OpenTofu) that locks an S3 state with a lock file in the bucket.
  required_version = ">= 1.10.0"

  required_providers {
    digitalocean = {
      source = "digitalocean/digitalocean"
      # Both majors are accepted on purpose: only attributes that 1.20 (2020) and 2.x share are used, so that the fleet can
      # also be rehearsed where nothing but the old provider can be built. A fresh `init` takes the newest 2.x.
      version = ">= 1.20.0, < 3.0.0"
    }
    tls = {
      source  = "hashicorp/tls"
      version = ">= 4.0.0, < 5.0.0"
    }
  }

  # Bucket, key and region come by -backend-config (README.md), the endpoint from AWS_ENDPOINT_URL_S3, the keys from
  # AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. The flags suit Spaces, any other S3 server, and Amazon as well.
  backend "s3" {
    use_lockfile   = true
    use_path_style = true

    # What only Amazon has: its identity service, machine metadata, list of regions and account numbers.
    skip_credentials_validation = true
    skip_metadata_api_check     = true
    skip_region_validation      = true
    skip_requesting_account_id  = true
    # Spaces and older servers refuse the SDK's newer checksum headers.
    skip_s3_checksum = true
  }
}

# The token comes from DIGITALOCEAN_TOKEN, another API address from DIGITALOCEAN_API_URL.
provider "digitalocean" {}
